import { expectAtMost, expectClose, expectError } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { exercise } from '../suite.ts';
import { adamw64, type AdamW64Options } from '../support/adamw64.ts';
import { f32, randomArrays } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed } from '../support/hashed.ts';
import { ew } from '../support/tolerances.ts';

exercise('adamw', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const shapes = [[3, 4], [4], [2, 3]];
  const draw = (): NDArray[] => shapes.map((shape) => random.normal(shape));
  const gradients = (steps: number, std = 1): (NDArray | null)[][] =>
    Array.from({ length: steps }, () => shapes.map((shape) => random.normal(shape, std)));

  const expectLike64 = async (
    options: AdamW64Options,
    gradSeqs: (NDArray | null)[][],
    more: {
      groups?: { params: number[]; lr?: number; weightDecay?: number }[];
      lrs?: number[];
      saveAt?: number;
    } = {},
  ): Promise<void> => {
    const params = draw();
    const own = params.map((_, i) => ({
      ...options,
      ...more.groups?.find((group) => group.params.includes(i)),
    }));
    const { params: actual } = await run.adamwTrace({ params, gradSeqs, options, ...more });
    const expected = adamw64(params, gradSeqs, own, more.lrs);
    for (const [step, values] of expected.entries()) {
      for (const [i, value] of values.entries()) {
        expectClose(actual[step]![i]!, f32(shapes[i]!, value), ew, `parameter ${i} after ${step + 1} steps`);
      }
    }
  };

  test('200 steps, as PyTorch', async () => {
    const { steps, every, trace } = fixture<{ steps: number; every: number; trace: FixtureArray[][] }>(
      'hidden',
      'adamw',
    );
    const { params } = await run.adamwTrace({
      params: shapes.map((shape, i) => hashed(i, shape, 1)),
      gradSeqs: Array.from({ length: steps }, (_, t) =>
        shapes.map((shape, i) => hashed(1000 + 10 * t + i, shape, 0.5)),
      ),
      options: { lr: 3e-3, betas: [0.9, 0.95], weightDecay: 0.1 },
    });
    for (const [at, expected] of trace.entries()) {
      const step = (at + 1) * every;
      for (const [i, one] of expected.entries()) {
        // Rounding adds up over the steps, each of the size of the rate.
        expectClose(
          params[step - 1]![i]!,
          fromFixture(one),
          { rtol: 2e-5, atol: 1e-5 },
          `parameter ${i}, step ${step}`,
        );
      }
    }
  });

  test('a large ε: it is added to the root, not under it', async () => {
    await expectLike64({ lr: 0.1, eps: 0.1, weightDecay: 0 }, gradients(5, 0.1));
  });

  test('gradients of 1e-12', async () => {
    const tiny = shapes.map((shape) =>
      f32(
        shape,
        Array(12)
          .fill(1e-12)
          .slice(
            0,
            shape.reduce((a, b) => a * b),
          ),
      ),
    );
    await expectLike64({ lr: 1, weightDecay: 0 }, [tiny, tiny, tiny]);
  });

  test('a gradient of 0: pure decay, (1 − lr·λ)ᵗ', async () => {
    const none = shapes.map((shape) => f32(shape, new Float32Array(shape.reduce((a, b) => a * b))));
    await expectLike64({ lr: 0.2, weightDecay: 0.3 }, [none, none, none, none]);
  });

  test('β₂ = 0, and β₁ = 0, and no decay', async () => {
    await expectLike64({ lr: 0.05, betas: [0.9, 0], weightDecay: 0 }, gradients(4));
    await expectLike64({ lr: 0.05, betas: [0, 0.99], weightDecay: 0 }, gradients(4));
  });

  test('the rate is set anew before each step', async () => {
    await expectLike64({ lr: 9, weightDecay: 0.1 }, gradients(6), { lrs: [0, 0.1, 0.2, 0.05, 0.01, 0.3] });
  });

  test('groups: no decay for one, another rate for another', async () => {
    const groups = [{ params: [0], lr: 0.01 }, { params: [1], weightDecay: 0 }, { params: [2] }];
    await expectLike64({ lr: 0.1, weightDecay: 0.5 }, gradients(5), { groups });
  });

  test('without a gradient nothing changes: no decay, no step counted', async () => {
    const gradSeqs = gradients(7).map((grads, step) =>
      grads.map((grad, i) => (i === 0 || (step + i) % 3 === 0 ? grad : null)),
    );
    await expectLike64({ lr: 0.1, weightDecay: 0.5 }, gradSeqs);
  });

  test('saved and loaded in the middle: bit by bit the same', async () => {
    const [params, gradSeqs] = [draw(), gradients(8)];
    const options = { lr: 0.05, weightDecay: 0.1 };
    const straight = await run.adamwTrace({ params, gradSeqs, options });
    const resumed = await run.adamwTrace({ params, gradSeqs, options, saveAt: 4 });
    for (const [i, expected] of straight.params[7]!.entries()) {
      expectClose(resumed.params[7]![i]!, expected, { rtol: 0, atol: 0 }, `parameter ${i} after 8 steps`);
    }
  });

  test('memory stays the same, nothing is read, and three kernels a parameter are enough', async () => {
    const { liveBytes, reads, dispatches } = await run.adamwTrain({
      shapes: [[64, 32], [64], [32, 16]],
      steps: 50,
    });
    expectAtMost(
      liveBytes[49]!,
      liveBytes[4]!,
      'live bytes after step 50, those after step 5 being the limit,',
    );
    expectAtMost(reads, 0, 'reads');
    expectAtMost(dispatches, 48 * 3 * 3, 'dispatches of 48 steps with 3 parameters');
  });

  test('options out of range: a RangeError with name and value', async () => {
    const attempt = (options: AdamW64Options) => run.adamwTrace({ params: draw(), gradSeqs: [], options });
    await expectError(attempt({ lr: -0.5 }), 'RangeError', 'lr', '-0.5');
    await expectError(attempt({ lr: 1, eps: -1 }), 'RangeError', 'eps', '-1');
    await expectError(attempt({ lr: 1, weightDecay: -0.25 }), 'RangeError', 'weightDecay', '-0.25');
    await expectError(attempt({ lr: 1, betas: [1, 0.9] }), 'RangeError', 'betas', '1');
    await expectError(attempt({ lr: 1, betas: [0.9, -0.75] }), 'RangeError', 'betas', '-0.75');
  });
});
