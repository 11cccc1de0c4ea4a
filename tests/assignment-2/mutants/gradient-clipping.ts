import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/clip-grad-norm.ts';

export default defineMutants('gradient-clipping', [
  {
    name: 'per-tensor',
    mistake: 'clips each gradient by its own norm',
    edits: [
      {
        file,
        find: 'param.grad = param.grad!.mul(scale)',
        replace: `{
      const own = param.grad!.square().sum().sqrt();
      param.grad = param.grad!.mul(own.gt(maxNorm).where(own.add(1e-6).reciprocal().mul(maxNorm), 1));
    }`,
      },
      {
        file,
        find: `    const scale = norm.gt(maxNorm).where(norm.add(1e-6).reciprocal().mul(maxNorm), 1);
`,
        replace: '',
      },
    ],
  },
  {
    name: 'always-rescales',
    mistake: 'rescales gradients within the bound too',
    edits: [
      {
        file,
        find: 'norm.gt(maxNorm).where(norm.add(1e-6).reciprocal().mul(maxNorm), 1)',
        replace: 'norm.add(1e-6).reciprocal().mul(maxNorm)',
      },
    ],
  },
  {
    name: 'l1',
    mistake: 'adds absolute values',
    edits: [{ file, find: 'param.grad!.square().sum()', replace: 'param.grad!.abs().sum().square()' }],
  },
  {
    name: 'square-of-sums',
    mistake: 'squares sums',
    edits: [{ file, find: 'param.grad!.square().sum()', replace: 'param.grad!.sum().square()' }],
  },
  {
    name: 'iterates-twice',
    mistake: 'iterates over the parameters twice',
    edits: [
      { file, find: 'for (const param of withGrad)', replace: 'for (const param of params)' },
      {
        file,
        find: 'param.grad = param.grad!.mul(scale);',
        replace: 'if (param.grad !== null) param.grad = param.grad.mul(scale);',
      },
    ],
  },
  {
    name: 'ratio',
    mistake: 'multiplies by min(1, maxNorm/norm), NaN for no gradient',
    edits: [
      {
        file,
        find: 'norm.gt(maxNorm).where(norm.add(1e-6).reciprocal().mul(maxNorm), 1)',
        replace: 'norm.reciprocal().mul(maxNorm).mul(norm).div(norm).minimum(1)',
      },
    ],
  },
]);
