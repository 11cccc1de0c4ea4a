import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/cross-entropy-autograd.ts';

export default defineMutants('cross-entropy-autograd', [
  {
    name: 'no-shift',
    mistake: 'takes exponentials without shifting by the maximum',
    edits: [
      {
        file,
        find: 'logits.subtract(Tensor.from(max, [batch, 1]))',
        replace: 'logits.subtract(Tensor.from(max.map(() => 0), [batch, 1]))',
      },
    ],
  },
  {
    name: 'mean',
    mistake: 'returns the mean over the batch',
    edits: [
      {
        file,
        find: 'return logSumExp.subtract(shifted.getitem([rows, labels]));',
        replace: `const losses = logSumExp.subtract(shifted.getitem([rows, labels]));
  return losses.sum().multiply(1 / batch);`,
      },
    ],
  },
  {
    name: 'maximum-counted',
    mistake: 'lets the gradient of the maximum through on one side only',
    edits: [
      {
        file,
        find: 'return logSumExp.subtract(shifted.getitem([rows, labels]));',
        replace: `const at = rows.map((i) => logits.arr.data.indexOf(max[i]!, i * classes) - i * classes);
  const maxima = logits.getitem([rows, at]);
  const constant = new Tensor(maxima.arr);
  return logSumExp.subtract(shifted.getitem([rows, labels])).add(maxima.subtract(constant));`,
      },
    ],
  },
  {
    name: 'label-cut-off',
    mistake: 'takes the logit of the label from a constant',
    edits: [
      { file, find: 'shifted.getitem([rows, labels])', replace: 'shifted.detach().getitem([rows, labels])' },
    ],
  },
]);
