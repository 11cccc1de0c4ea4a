import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

const x = nd([2, 3], [1, 2, 3, 4, 5, 6]);

exercise('shape-backs', ({ test, run }) => {
  test('negative', async () => {
    expectSame(
      await run.array({ fn: 'negativeBack', args: [vec(1, -2), vec(3, 4), vec(-3, -4)] }),
      vec(-1, 2),
      'gradient',
    );
  });

  test('exp', async () => {
    expectSame(
      await run.array({ fn: 'expBack', args: [vec(2, 3), vec(1, 1), vec(0, 0)] }),
      vec(2, 3),
      'gradient',
    );
  });

  test('reshape', async () => {
    const gradOut = nd([3, 2], [1, 2, 3, 4, 5, 6]);
    expectSame(await run.array({ fn: 'reshapeBack', args: [gradOut, gradOut, x, [3, 2]] }), x, 'gradient');
  });

  test('permute', async () => {
    const gradOut = nd([3, 2], [1, 4, 2, 5, 3, 6]);
    expectSame(await run.array({ fn: 'permuteBack', args: [gradOut, gradOut, x, [1, 0]] }), x, 'gradient');
  });

  test('expand', async () => {
    const args = [x, x, nd([1, 3], [1, 2, 3]), [2, -1]];
    expectSame(await run.array({ fn: 'expandBack', args }), nd([1, 3], [5, 7, 9]), 'gradient');
  });
});
