import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';

const exactly = { rtol: 0, atol: 0 };
const gone = Math.fround(-1e30);

exercise('top-k', ({ test, run }) => {
  const logits = f32([1, 4], [0.5, 3, -1, 2]);

  test('k = 1 keeps the largest', async () => {
    const expected = f32([1, 4], [gone, 3, gone, gone]);
    expectClose((await run.topKFilter({ logits, k: 1 })).y, expected, exactly, 'logits');
  });

  test('k = 2: values and places stay', async () => {
    const expected = f32([1, 4], [gone, 3, gone, 2]);
    expectClose((await run.topKFilter({ logits, k: 2 })).y, expected, exactly, 'logits');
  });

  test('as many as there are: nothing changes', async () => {
    expectClose((await run.topKFilter({ logits, k: 4 })).y, logits, exactly, 'logits');
    expectClose((await run.topKFilter({ logits, k: 9 })).y, logits, exactly, 'logits');
  });
});
