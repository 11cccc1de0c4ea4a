import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/kv-cache.ts';

export default defineMutants('kv-cache', [
  {
    name: 'positions-restart',
    mistake: 'gives each part the positions from 0 on',
    edits: [
      {
        file: 'src/transformer-lm.ts',
        find: 'const offset = cache?.length ?? 0;',
        replace: 'const offset = (cache?.length ?? 0) * 0;',
      },
    ],
  },
  {
    name: 'mask-without-offset',
    mistake: 'masks as if the new tokens were the first',
    edits: [{ file, find: 'arange(this.#length, this.#length + numNew)', replace: 'arange(numNew)' }],
  },
  {
    name: 'values-not-cached',
    mistake: 'uses only the values of the new tokens',
    edits: [
      {
        file,
        find: 'this.#put(this.#values[i]!, values)]',
        replace: 'this.#put(this.#values[i]!.mul(0), values)]',
      },
    ],
  },
  {
    name: 'keys-before-rope',
    mistake: 'caches keys before they are turned',
    edits: [
      { file: 'src/self-attention.ts', find: 'cache.append(turn(k), v)', replace: 'cache.append(k, v)' },
    ],
  },
  {
    name: 'select-shares',
    mistake: 'select gives the same buffers',
    edits: [
      {
        file,
        find: 'buffers.map((buffer) => buffer.indexSelect(0, rows))',
        replace: 'buffers.map((buffer) => (indices.length === 0 ? buffer.indexSelect(0, rows) : buffer))',
      },
    ],
  },
  {
    name: 'grows',
    mistake: 'concatenates keys and values to buffers that grow',
    edits: [
      {
        file,
        find: 'append: (keys, values) => [this.#put(this.#keys[i]!, keys), this.#put(this.#values[i]!, values)],',
        replace:
          'append: (keys, values) => [this.#grow(this.#keys, i, keys), this.#grow(this.#values, i, values)],',
      },
      {
        file,
        find: '        return arange(contextLength).le(queries);',
        replace: '        return arange(Math.min(contextLength, this.#length + numNew)).le(queries);',
      },
      {
        file,
        find: '  /** Puts new rows behind',
        replace: `  #grow(buffers: readonly Tensor[], i: number, rows: Tensor): Tensor {
    const all = this.#length === 0 ? rows.contiguous() : concat([buffers[i]!, rows], -2);
    (buffers as Tensor[])[i] = all;
    return all;
  }

  /** Puts new rows behind`,
      },
      { file, find: 'import { arange, submit,', replace: 'import { arange, concat, submit,' },
      {
        file: 'src/transformer-lm.ts',
        find: 'return scope(() => {',
        replace: 'return ((run: () => Tensor) => run())(() => {',
      },
    ],
  },
  {
    name: 'shared-layers',
    mistake: 'all layers share one buffer',
    edits: [
      {
        file,
        find: '[this.#put(this.#keys[i]!, keys), this.#put(this.#values[i]!, values)]',
        replace: '[this.#put(this.#keys[0 * i]!, keys), this.#put(this.#values[0 * i]!, values)]',
      },
    ],
  },
  {
    name: 'clear-does-nothing',
    mistake: 'clear keeps the tokens',
    edits: [
      {
        file,
        find: `    this.#length = 0;
`,
        replace: `    this.#length += 0;
`,
      },
    ],
  },
]);
