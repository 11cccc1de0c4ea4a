import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';

exercise('sample-categorical', ({ test, run }) => {
  test('the first token at which the cumulative sum exceeds u', async () => {
    const row = [0.1, 0.2, 0.3, 0.4];
    const ids = await run.sampleCategorical({
      probs: f32([6, 4], [row, row, row, row, row, row].flat()),
      u: f32([6], [0, 0.09, 0.11, 0.31, 0.59, 0.99]),
    });
    expectSame(ids.data, Int32Array.of(0, 0, 1, 2, 2, 3), 'ids');
  });

  test('greedy takes the largest', async () => {
    const ids = await run.greedy({ logits: f32([2, 3], [1, 5, 2, -1, -2, -3]) });
    expectSame(ids.data, Int32Array.of(1, 0), 'ids');
  });

  test('of equal ones greedy takes the lowest id', async () => {
    expectSame((await run.greedy({ logits: f32([1, 4], [1, 7, 7, 7]) })).data, Int32Array.of(1), 'ids');
  });
});
