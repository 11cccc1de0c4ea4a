import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('sgd', ({ test, run }) => {
  const params = [f32([2], [1, 2])];
  const grad = f32([2], [1, -1]);

  test('two steps by hand: rates 0.5 and 0.5/√2', async () => {
    const { params: trace } = await run.sgdTrace({ params, gradSeqs: [[grad], [grad]], lr: 0.5 });
    expectClose(trace[0]![0]!, f32([2], [0.5, 2.5]), ew, 'after one step');
    const second = 0.5 / Math.SQRT2;
    expectClose(trace[1]![0]!, f32([2], [0.5 - second, 2.5 + second]), ew, 'after two steps');
  });

  test('without a gradient nothing happens, and no step is counted', async () => {
    const { params: trace } = await run.sgdTrace({ params, gradSeqs: [[null], [grad]], lr: 0.5 });
    expectClose(trace[0]![0]!, params[0]!, ew, 'after a step without a gradient');
    expectClose(trace[1]![0]!, f32([2], [0.5, 2.5]), ew, 'after the first one with a gradient');
  });

  test('zeroGrad drops the gradients', async () => {
    expectSame((await run.sgdTrace({ params, gradSeqs: [[grad]], lr: 0.5 })).gradsLeft, false, 'gradsLeft');
  });
});
