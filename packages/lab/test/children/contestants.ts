import { runContestant } from '../../src/index.ts';

const MISSING = 'a-package-that-nobody-has';

await runContestant({
  sum: () =>
    Promise.resolve(() => {
      let sum = 0;
      for (let i = 0; i < 1000; i++) sum += i;
      return sum;
    }),
  large: () =>
    Promise.resolve(() => {
      const memory = new Uint8Array(64 * 2 ** 20).fill(1);
      return `${process.pid}/${memory.length}`;
    }),
  missing: async () => {
    await import(MISSING);
    return () => 0;
  },
  failing: () =>
    Promise.resolve(() => {
      process.exit(1);
    }),
});
