import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

const x = nd([2, 3], [1, 2, 3, 4, 5, 6]);

exercise('getitem-back', ({ test, run }) => {
  test('a row', async () => {
    expectSame(await run.array({ fn: 'getitem', args: [x, 1] }), vec(4, 5, 6), 'x[1]');
    const grad = await run.array({ fn: 'getitemBack', args: [vec(7, 8, 9), vec(4, 5, 6), x, 1] });
    expectSame(grad, nd([2, 3], [0, 0, 0, 7, 8, 9]), 'gradient');
  });

  test('elements by coordinates; one of them twice', async () => {
    const index = [
      [0, 1, 0],
      [2, 0, 2],
    ];
    expectSame(await run.array({ fn: 'getitem', args: [x, index] }), vec(3, 4, 3), 'elements');
    const grad = await run.array({ fn: 'getitemBack', args: [vec(1, 10, 100), vec(3, 4, 3), x, index] });
    expectSame(grad, nd([2, 3], [0, 0, 101, 10, 0, 0]), 'gradient');
  });

  test('row 2 of 2 is an error', async () => {
    await expectError(run.array({ fn: 'getitem', args: [x, 2] }), 'RangeError', '2');
  });
});
