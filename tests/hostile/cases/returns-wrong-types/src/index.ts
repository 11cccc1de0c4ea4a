export { mergePair } from './merge-pair.ts';

let deep: unknown[] = [];
for (let i = 0; i < 100_000; i++) deep = [deep];
const cycle: { self?: unknown } = {};
cycle.self = cycle;

const RETURNED: readonly unknown[] = [
  () => Uint8Array.of(0x42),
  {
    get byteLength(): never {
      throw new Error('do not look at me');
    },
  },
  deep,
  cycle,
];

let calls = 0;
export const utf8Encode = (): unknown => RETURNED[calls++ % RETURNED.length];
