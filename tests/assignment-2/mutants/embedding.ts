import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('embedding', [
  {
    name: 'gradient-overwritten',
    mistake: 'keeps only the last gradient of an id that occurs several times',
    edits: [
      {
        file: 'src/embedding.ts',
        find: 'import { Module, Parameter, type Tensor }',
        replace: 'import { customFunction, Module, Parameter, type Tensor }',
      },
      {
        file: 'src/embedding.ts',
        find: 'return this.weight.indexSelect(0, tokenIds);',
        replace: 'return lookup(this.weight, tokenIds);',
      },
      {
        file: 'src/embedding.ts',
        find: "import { truncatedNormal } from './init.ts';\n",
        replace: `import { truncatedNormal } from './init.ts';

const lookup = customFunction<[Tensor, Tensor]>({
  name: 'lookup',
  forward(context, table, ids) {
    context.save({ table, ids });
    return table.indexSelect(0, ids);
  },
  backward({ saved }, g) {
    const [table, ids] = [saved['table']!, saved['ids']!.flatten()];
    const later = ids.unsqueeze(1).eq(ids.unsqueeze(0)).to('i32').triu(1).sum(1, true); // [numIds, 1]
    const last = later.eq(0).where(g.reshape([ids.size, table.shape[1]!]), 0);
    return [table.zerosLike().scatterAdd(0, ids.unsqueeze(1).broadcastTo(last.shape), last), undefined];
  },
});
`,
      },
    ],
  },
  {
    name: 'transposed',
    mistake: 'stores the table as [embeddingDim, numEmbeddings]',
    edits: [
      {
        file: 'src/embedding.ts',
        find: '[numEmbeddings, embeddingDim], { std',
        replace: '[embeddingDim, numEmbeddings], { std',
      },
      {
        file: 'src/embedding.ts',
        find: 'this.weight.indexSelect',
        replace: 'this.weight.transpose(0, 1).indexSelect',
      },
    ],
  },
  {
    name: 'one-hot',
    mistake: 'multiplies a one-hot matrix with the table',
    edits: [
      {
        file: 'src/embedding.ts',
        find: 'this.weight.indexSelect(0, tokenIds)',
        replace: 'tokenIds.oneHot(this.weight.shape[0]!).matmul(this.weight)',
      },
    ],
  },
  {
    name: 'absolute',
    mistake: 'takes the absolute value of an id, and hides a mistake',
    edits: [
      {
        file: 'src/embedding.ts',
        find: 'indexSelect(0, tokenIds)',
        replace: 'indexSelect(0, tokenIds.abs())',
      },
    ],
  },
  {
    name: 'last-row-missing',
    mistake: 'never reads the last row',
    edits: [
      {
        file: 'src/embedding.ts',
        find: 'indexSelect(0, tokenIds)',
        replace: 'indexSelect(0, tokenIds.minimum(this.weight.shape[0]! - 2))',
      },
    ],
  },
]);
