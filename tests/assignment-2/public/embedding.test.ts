import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, i32 } from '../support/arrays.ts';

const weights = { weight: f32([3, 2], [0, 1, 10, 11, 20, 21]) };

exercise('embedding', ({ test, run }) => {
  test('each id becomes its row of the table', async () => {
    const { y } = await run.embedding({ ids: i32([3], [2, 0, 2]), weights });
    expectSame(y, f32([3, 2], [20, 21, 0, 1, 20, 21]), 'y');
  });

  test('ids may have two axes', async () => {
    const { y } = await run.embedding({ ids: i32([2, 2], [0, 1, 1, 2]), weights });
    expectSame(y, f32([2, 2, 2], [0, 1, 10, 11, 10, 11, 20, 21]), 'y');
  });

  test('the table has one row for each token', async () => {
    const { weight } = await run.embeddingState({ numEmbeddings: 5, embeddingDim: 4, seed: 1 });
    expectSame([...weight!.shape], [5, 4], 'shape of the weight');
  });
});
