import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/backward-registry.ts';

export default defineMutants('backward-registry', [
  {
    name: 'by-name',
    mistake: 'takes functions with one name for one',
    edits: [
      {
        file,
        find: 'new Map<ForwardFn, Map<number, BackFn>>()',
        replace: 'new Map<string, Map<number, BackFn>>()',
      },
      { file, find: 'this.#backs.get(fn) ?? new Map', replace: 'this.#backs.get(fn.name) ?? new Map' },
      { file, find: 'this.#backs.set(fn, ofFn', replace: 'this.#backs.set(fn.name, ofFn' },
      {
        file,
        find: 'this.#backs.get(fn)?.get(argIndex)',
        replace: 'this.#backs.get(fn.name)?.get(argIndex)',
      },
    ],
  },
  {
    name: 'one-for-all-positions',
    mistake: 'ignores the position of the argument',
    edits: [
      { file, find: 'ofFn.set(argIndex, back)', replace: 'ofFn.set(0, back)' },
      { file, find: '?.get(argIndex)', replace: '?.get(0)' },
    ],
  },
  {
    name: 'returns-undefined',
    mistake: 'returns undefined for what is not there',
    edits: [
      { file, find: 'if (back === undefined) {', replace: 'if (back === undefined && argIndex < 0) {' },
      { file, find: 'return back;', replace: 'return back!;' },
    ],
  },
  {
    name: 'shared',
    mistake: 'has one table for all registries',
    edits: [
      {
        file,
        find: '  readonly #backs = new Map<ForwardFn, Map<number, BackFn>>();',
        replace: `  static readonly #shared = new Map<ForwardFn, Map<number, BackFn>>();
  readonly #backs = BackwardRegistry.#shared;`,
      },
    ],
  },
]);
