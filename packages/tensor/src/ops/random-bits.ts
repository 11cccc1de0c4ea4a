/**
 * Counter-based random numbers: the bits are a function of a counter and a key, so that they can be drawn in any order,
 * on any adapter, with the same result. Integer arithmetic only.
 *
 * The function is two rounds of a bijective 32-bit mixer (multiply and xor-shift, constants by Chris Wellons' search,
 * github.com/skeeto/hash-prospector), keyed between them.
 */
export function randomBits(counter: number, key: number): number {
  return mix(mix(counter ^ key) + Math.imul(key, 0x9e3779b9)) >>> 0;
}

function mix(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return x ^ (x >>> 16);
}

/** A key for the numbers of one draw, from a seed and whatever else tells it from other draws. */
export function keyOf(...parts: readonly number[]): number {
  return parts.reduce((key, part) => randomBits(part >>> 0, key + Math.floor(part / 2 ** 32)), 0x243f6a88);
}
