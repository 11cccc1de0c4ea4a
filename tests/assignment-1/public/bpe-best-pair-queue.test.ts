import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('bpe-best-pair-queue', ({ test, run }) => {
  test('the largest count comes first', async () => {
    const { popped } = await run.bestPairQueue({
      ops: [
        { push: [1, 5] },
        { push: [2, 9] },
        { push: [3, 7] },
        { pop: true },
        { pop: true },
        { pop: true },
      ],
      tieOrder: [1, 2, 3],
    });
    expectSame(popped, [best(2, 9), best(3, 7), best(1, 5)], 'popped');
  });

  test('compareTies decides between equal counts', async () => {
    const ops = [{ push: [1, 5] }, { push: [2, 5] }, { pop: true }, { pop: true }] satisfies Operations;
    expectSame(
      (await run.bestPairQueue({ ops, tieOrder: [1, 2] })).popped,
      [best(1, 5), best(2, 5)],
      'popped',
    );
    expectSame(
      (await run.bestPairQueue({ ops, tieOrder: [2, 1] })).popped,
      [best(2, 5), best(1, 5)],
      'popped',
    );
  });

  test('an entry whose count has changed is passed over', async () => {
    const { popped } = await run.bestPairQueue({
      ops: [
        { push: [1, 9] },
        { push: [2, 5] },
        { set: [1, 3] },
        { pop: true },
        { push: [1, 3] },
        { pop: true },
      ],
      tieOrder: [1, 2],
    });
    expectSame(popped, [best(2, 5), best(1, 3)], 'popped');
  });

  test('an empty queue has nothing to give', async () => {
    const { popped, sizes } = await run.bestPairQueue({
      ops: [{ pop: true }, { push: [1, 2] }],
      tieOrder: [1],
    });
    expectSame(popped, [null], 'popped');
    expectSame(sizes, [0, 1], 'size after each operation');
  });
});

type Operations = ({ push: [number, number] } | { set: [number, number] } | { pop: true })[];

function best(key: number, count: number): { key: number; count: number } {
  return { key, count };
}
