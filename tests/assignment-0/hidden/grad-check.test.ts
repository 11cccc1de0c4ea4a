import { expectSame, randomSource } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { build, vec } from '../support/nd.ts';

/** Right gradients, of one and of two inputs; all are smooth for inputs in [0.5, 2]. */
const RIGHT = {
  1: [
    'square',
    'cube',
    'sine',
    'cosine',
    'exponential',
    'logarithm',
    'tangent',
    'logistic',
    'root',
    'inverse',
    'softplus',
    'double',
    'softmax',
  ],
  2: ['plus', 'times', 'product'],
} as const;

exercise('grad-check', ({ test, run, seed }) => {
  const inputs = (...shape: number[]) => {
    const random = randomSource(seed);
    return build(shape, () => random.int(64, 256) / 128);
  };

  test('right gradients of 16 functions pass', async () => {
    for (const op of RIGHT[1]) {
      const { ok, worst } = await run.gradCheck({ op, inputs: [inputs(9)] });
      expectSame(ok, true, `${op} is ok (worst: ${JSON.stringify(worst)})`);
    }
    for (const op of RIGHT[2]) {
      const { ok, worst } = await run.gradCheck({ op, inputs: [inputs(3, 3), inputs(3, 3)] });
      expectSame(ok, true, `${op} is ok (worst: ${JSON.stringify(worst)})`);
    }
  });

  test('an error of 1e-3 in one of 200 elements is found', async () => {
    const { ok, worst } = await run.gradCheck({ op: 'planted', inputs: [inputs(200)] });
    expectSame([ok, worst.input, worst.index], [false, 0, 198], '[ok, input, index]');
  });

  test('an error that the plain sum of the outputs hides is found', async () => {
    const { ok } = await run.gradCheck({ op: 'wrongSoftmax', inputs: [inputs(5)] });
    expectSame(ok, false, 'ok');
  });

  test('large gradients may be wrong by more, relative to their size', async () => {
    const { ok, worst } = await run.gradCheck({ op: 'steep', inputs: [vec(0.5, 0.25, 1)] });
    expectSame(ok, true, `ok (worst: ${JSON.stringify(worst)})`);
  });

  test('the tolerance is the one that is given', async () => {
    const { ok } = await run.gradCheck({ op: 'planted', inputs: [inputs(4)], options: { tolerance: 1e-2 } });
    expectSame(ok, true, 'ok with a tolerance of 1e-2');
  });

  test('inputs and their gradients stay as they were', async () => {
    const { inputsChanged, gradsTouched } = await run.gradCheck({
      op: 'times',
      inputs: [inputs(4), inputs(4)],
    });
    expectSame([inputsChanged, gradsTouched], [false, false], '[inputs changed, gradients touched]');
  });

  test('a kink is reported, where it is', async () => {
    // |x| at 0: the differences are 0; backward says 0 as well. Half a step beside it they disagree.
    const { ok, worst } = await run.gradCheck({ op: 'kink', inputs: [vec(1, 2 ** -18, -1)] });
    expectSame([ok, worst.index], [false, 1], '[ok, index]');
  });
});
