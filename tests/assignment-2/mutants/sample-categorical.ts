import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/sample-categorical.ts';

export default defineMutants('sample-categorical', [
  {
    name: 'not-less',
    mistake: 'takes the first token whose cumulative sum is at least u',
    edits: [
      {
        file,
        find: 'cdf.gt(u.unsqueeze(-1).mul(total)).logicalAnd(possible)',
        replace: 'cdf.ge(u.unsqueeze(-1).mul(total))',
      },
    ],
  },
  {
    name: 'argmax',
    mistake: 'takes the most likely token',
    edits: [
      {
        file,
        find: "exceeds.to('i32').argmax(-1)",
        replace: "probs.add(exceeds.to('f32').mul(1e-9)).argmax(-1)",
      },
    ],
  },
  {
    name: 'not-normalized',
    mistake: 'takes the probabilities to sum to 1',
    edits: [
      { file, find: 'u.unsqueeze(-1).mul(total)', replace: 'u.unsqueeze(-1).mul(total.mul(0).add(1))' },
    ],
  },
  {
    name: 'last-of-equal',
    mistake: 'takes the last of equal logits',
    edits: [
      {
        file,
        find: 'return logits.argmax(-1);',
        replace: 'return logits.flip(-1).argmax(-1).neg().add(logits.shape.at(-1)! - 1);',
      },
    ],
  },
]);
