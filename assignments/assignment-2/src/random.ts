/**
 * A random number in [0, 1) that is a function of its arguments: the same for the same whole numbers, and unrelated for
 * others. So the 1,000th step of a run can draw its batch without drawing the 999 before it.
 *
 * @param counters - whole numbers, such as seed, step, row
 */
export function uniform(...counters: readonly number[]): number {
  let high = 0x9e3779b9;
  let low = 0x7f4a7c15;
  for (const counter of counters) {
    high = mix(high ^ counter);
    low = mix(low + Math.imul(high, 0x85ebca6b) + Math.floor(counter / 2 ** 32));
  }
  // 53 bits, as many as a double holds: 26 of one half and 27 of the other.
  return ((high >>> 6) * 2 ** 27 + (mix(low ^ high) >>> 5)) / 2 ** 53;
}

/** A seed for one part of a model, made of the seed of the whole: every parameter needs its own. */
export function childSeed(seed: number, part: number): number {
  return Math.floor(uniform(seed, part) * 2 ** 32);
}

/** A bijection of 32-bit numbers that spreads each bit over all (Chris Wellons, "Prospecting for hash functions"). */
function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}
