import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('gradient-clipping', ({ test, run }) => {
  test('gradients 3 and 4 have the norm 5', async () => {
    const { norm, grads } = await run.clipGradNorm({ grads: [f32([1], [3]), f32([1], [4])], maxNorm: 1 });
    expectClose(norm, 5, ew, 'norm');
    expectClose(grads[0]!, f32([1], [0.6]), ew, 'first gradient');
    expectClose(grads[1]!, f32([1], [0.8]), ew, 'second gradient');
  });

  test('below the bound nothing changes', async () => {
    const { norm, grads } = await run.clipGradNorm({ grads: [f32([2], [3, 4])], maxNorm: 5.5 });
    expectClose(norm, 5, ew, 'norm');
    expectClose(grads[0]!, f32([2], [3, 4]), { rtol: 0, atol: 0 }, 'gradient');
  });

  test('a parameter without a gradient counts for nothing', async () => {
    const { norm, grads } = await run.clipGradNorm({ grads: [null, f32([2], [0, 2])], maxNorm: 1 });
    expectClose(norm, 2, ew, 'norm');
    expectSame(grads[0], null, 'gradient of the first parameter');
  });
});
