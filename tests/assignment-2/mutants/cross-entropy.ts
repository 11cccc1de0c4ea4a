import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/cross-entropy.ts';

export default defineMutants('cross-entropy', [
  {
    name: 'log-of-softmax',
    mistake: 'takes the logarithm of softmax + 1e-9',
    edits: [
      {
        file,
        find: `  const targetLogits = shifted.gather(-1, targets.unsqueeze(-1)).squeeze(-1); // [...]
  const losses = logSumExp.sub(targetLogits);`,
        replace: `  const probs = shifted.exp().div(logSumExp.exp().unsqueeze(-1));
  const losses = probs.gather(-1, targets.unsqueeze(-1)).squeeze(-1).add(1e-9).log().neg();`,
      },
    ],
  },
  {
    name: 'sum-for-mean',
    mistake: 'sums instead of taking the mean',
    edits: [{ file, find: 'losses.mean()', replace: 'losses.sum()' }],
  },
  {
    name: 'mean-over-batch-only',
    mistake: 'takes the mean over the first axis of sums over the others',
    edits: [{ file, find: 'losses.mean()', replace: 'losses.sum().div(losses.shape[0] ?? 1)' }],
  },
  {
    name: 'no-shift',
    mistake: 'does not subtract the largest logit',
    edits: [{ file, find: 'logits.sub(logits.detach().max(-1, true))', replace: 'logits.alias()' }],
  },
  {
    name: 'identity-rows',
    mistake: 'picks the target with rows of an identity matrix of the size vocab × vocab',
    edits: [
      {
        file,
        find: 'shifted.gather(-1, targets.unsqueeze(-1)).squeeze(-1)',
        replace: 'shifted.mul(eye(logits.shape.at(-1)!).contiguous().indexSelect(0, targets)).sum(-1)',
      },
      {
        file,
        find: "import type { Tensor } from '@dawnbook/tensor';",
        replace: "import { eye, type Tensor } from '@dawnbook/tensor';",
      },
    ],
  },
  {
    name: 'gradient-without-n',
    mistake: 'the gradient is that of the sum',
    edits: [
      {
        file,
        find: 'losses.mean()',
        replace: 'losses.mean().detach().add(losses.sum().sub(losses.sum().detach()))',
      },
    ],
  },
]);
