/** Seeded random numbers. Finished. */

/**
 * A function that gives the next of a sequence of numbers, uniform in [0, 1). The same seed gives the same sequence.
 *
 * Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, good enough for initial weights.
 */
export function uniform(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
