import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('linear', [
  {
    name: 'stores-transposed',
    mistake: 'stores the weight as [in, out]',
    edits: [
      {
        file: 'src/linear.ts',
        find: 'truncatedNormal([outFeatures, inFeatures]',
        replace: 'truncatedNormal([inFeatures, outFeatures]',
      },
      { file: 'src/linear.ts', find: 'this.weight.transpose(0, 1)', replace: 'this.weight' },
    ],
  },
  {
    name: 'bias',
    mistake: 'has a bias',
    edits: [
      {
        file: 'src/linear.ts',
        find: 'import { Module, Parameter, type Tensor }',
        replace: 'import { Module, Parameter, type Tensor, zeros }',
      },
      {
        file: 'src/linear.ts',
        find: '  weight: Parameter;\n',
        replace: '  weight: Parameter;\n  readonly bias: Parameter;\n',
      },
      {
        file: 'src/linear.ts',
        find: '    super();\n',
        replace: '    super();\n    this.bias = new Parameter(zeros([outFeatures]));\n',
      },
      {
        file: 'src/linear.ts',
        find: 'this.weight.transpose(0, 1))',
        replace: 'this.weight.transpose(0, 1)).add(this.bias)',
      },
    ],
  },
  {
    name: 'other-std',
    mistake: 'starts with a standard deviation of 1/√in',
    edits: [
      {
        file: 'src/linear.ts',
        find: 'Math.sqrt(2 / (inFeatures + outFeatures))',
        replace: '1 / Math.sqrt(inFeatures)',
      },
    ],
  },
  {
    name: 'one-by-one',
    mistake: 'multiplies each sequence of a batch by itself',
    edits: [
      {
        file: 'src/linear.ts',
        find: 'import { Module, Parameter, type Tensor }',
        replace: 'import { Module, Parameter, stack, type Tensor }',
      },
      {
        file: 'src/linear.ts',
        find: '    return x.matmul',
        replace:
          '    if (x.rank > 2) return stack(Array.from({ length: x.shape[0]! }, (_, i) => this.forward(x.slice(i))));\n    return x.matmul',
      },
    ],
  },
]);
