import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, mapArray } from '../support/arrays.ts';

const exactly = { rtol: 0, atol: 0 };

exercise('top-p', ({ test, run }) => {
  const logits = f32([1, 4], [0.4, 0.3, 0.2, 0.1].map(Math.log));
  const keeping = (count: number) =>
    mapArray(logits, (value, id) => (id < count ? value : Math.fround(-1e30)));

  test('p = 0.8 of 0.4, 0.3, 0.2, 0.1 keeps three: two have only 0.7', async () => {
    expectClose((await run.topPFilter({ logits, p: 0.8 })).y, keeping(3), exactly, 'logits');
  });

  test('p = 0.39 keeps one', async () => {
    expectClose((await run.topPFilter({ logits, p: 0.39 })).y, keeping(1), exactly, 'logits');
  });

  test('p = 1 keeps all', async () => {
    expectClose((await run.topPFilter({ logits, p: 1 })).y, logits, exactly, 'logits');
  });

  test('minTokensToKeep', async () => {
    expectClose(
      (await run.topPFilter({ logits, p: 0.1, minTokensToKeep: 2 })).y,
      keeping(2),
      exactly,
      'logits',
    );
  });
});
