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
    mistake: 'concatenates keys and values, whose shapes grow',
    edits: [
      {
        file,
        find: '      append: (keys, values) => [',
        replace: `      append: (keys, values) =>
        [keys, values].map((rows, which) => {
          const buffer = (which === 0 ? this.#keys : this.#values)[i]!;
          const all = this.#put(buffer, rows).narrow(-2, 0, this.#length + rows.shape.at(-2)!);
          return all.contiguous();
        }) as [Tensor, Tensor],
      unused: (keys: Tensor, values: Tensor) => [`,
      },
      {
        file,
        find: '        return arange(contextLength).le(queries);',
        replace: '        return arange(Math.min(contextLength, this.#length + numNew)).le(queries);',
      },
      {
        file,
        find: '  layer(i: number): LayerCache {',
        replace: '  layer(i: number): LayerCache & { unused: unknown } {',
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
