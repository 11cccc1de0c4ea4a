const kept: unknown[] = [];

/** Fills the heap. */
export function pileHours(): never {
  for (;;) kept.push({ left: kept.length, right: [kept.length] });
}

/** Fills memory that is not on the heap. */
export const brokenDecoderInput = {
  then: async (): Promise<never> => {
    for (;;) {
      kept.push(new Uint8Array(8 * 2 ** 20).fill(kept.length));
      await new Promise((resolve) => setImmediate(resolve));
    }
  },
};
