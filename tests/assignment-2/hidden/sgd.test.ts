import { expectAtMost, expectClose, expectError } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { exercise } from '../suite.ts';
import { f32, randomArrays } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

/** Each parameter after each step. */
function trace64(params: NDArray[], gradSeqs: (NDArray | null)[][], lrs: number[]): Float64Array[][] {
  const values = params.map(({ data }) => Float64Array.from(data));
  const t = params.map(() => 0);
  return gradSeqs.map((grads) => {
    for (const [i, grad] of grads.entries()) {
      if (grad === null) continue;
      const rate = lrs[i]! / Math.sqrt(t[i]! + 1);
      values[i] = values[i]!.map((value, j) => value - rate * grad.data[j]!);
      t[i]!++;
    }
    return values.map((each) => each.slice());
  });
}

exercise('sgd', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const shapes = [[3, 4], [4]];
  const params = shapes.map((shape) => random.normal(shape));
  const gradients = (steps: number) =>
    Array.from({ length: steps }, () => shapes.map((shape): NDArray | null => random.normal(shape)));
  const expectTrace = (actual: NDArray[][], expected: Float64Array[][]): void => {
    for (const [step, values] of expected.entries()) {
      for (const [i, value] of values.entries()) {
        expectClose(actual[step]![i]!, f32(shapes[i]!, value), ew, `parameter ${i} after step ${step}`);
      }
    }
  };

  test('10 steps', async () => {
    const gradSeqs = gradients(10);
    const { params: trace } = await run.sgdTrace({ params, gradSeqs, lr: 0.3 });
    expectTrace(trace, trace64(params, gradSeqs, [0.3, 0.3]));
  });

  test('groups with rates of their own', async () => {
    const gradSeqs = gradients(4);
    const groups = [{ params: [0], lr: 0.01 }, { params: [1] }];
    const { params: trace } = await run.sgdTrace({ params, gradSeqs, lr: 0.3, groups });
    expectTrace(trace, trace64(params, gradSeqs, [0.01, 0.3]));
  });

  test('each parameter counts its own steps', async () => {
    const gradSeqs = gradients(6).map((grads, step) => [grads[0]!, step % 2 === 0 ? null : grads[1]!]);
    const { params: trace } = await run.sgdTrace({ params, gradSeqs, lr: 0.3 });
    expectTrace(trace, trace64(params, gradSeqs, [0.3, 0.3]));
  });

  test('saved and loaded in the middle', async () => {
    const gradSeqs = gradients(6);
    const { params: trace } = await run.sgdTrace({ params, gradSeqs, lr: 0.3, saveAt: 3 });
    expectTrace(trace, trace64(params, gradSeqs, [0.3, 0.3]));
  });

  test('memory is the same after 3 steps and after 30, and nothing is read', async () => {
    const { liveBytes, reads } = await run.sgdTrain({ shapes: [[64, 32], [64], [32, 16]], steps: 30 });
    expectAtMost(
      liveBytes[29]!,
      liveBytes[2]!,
      'live bytes after step 30, those after step 3 being the limit,',
    );
    expectAtMost(reads, 0, 'reads');
  });

  test('a negative rate: a RangeError', async () => {
    await expectError(run.sgdTrace({ params, gradSeqs: [], lr: -1 }), 'RangeError', '-1');
  });
});
