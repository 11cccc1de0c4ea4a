export { mergePair } from './merge-pair.ts';

const explode = (): never => {
  throw new Error('even looking at it throws');
};

const THROWN: readonly (() => unknown)[] = [
  () => 'a string',
  () => null,
  () => Symbol('thrown'),
  () => new Proxy({}, { get: explode, getPrototypeOf: explode, ownKeys: explode }),
  () => {
    const getter = { get: explode };
    const properties = { message: getter, stack: getter, name: getter, constructor: getter };
    return Object.defineProperties(new RangeError('hidden'), properties);
  },
  () => new Error('m'.repeat(1e7)),
];

let calls = 0;
export function utf8Encode(): never {
  throw THROWN[calls++ % THROWN.length]!();
}
