import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed } from '../support/hashed.ts';
import { ew } from '../support/tolerances.ts';

exercise('adamw', ({ test, run }) => {
  test('the first step has about the size of the rate, whatever that of the gradient', async () => {
    const options = { lr: 0.1, weightDecay: 0 };
    const gradSeqs = [[f32([3], [1e-3, -1, 1000])]];
    const { params } = await run.adamwTrace({ params: [f32([3], [0, 0, 0])], gradSeqs, options });
    expectClose(params[0]![0]!, f32([3], [-0.1, 0.1, -0.1]), ew, 'parameter');
  });

  test('a gradient of 0: only the decay', async () => {
    const { params, gradsLeft } = await run.adamwTrace({
      params: [f32([2], [1, -2])],
      gradSeqs: [[f32([2], [0, 0])]],
      options: { lr: 0.5, weightDecay: 0.1 },
    });
    expectClose(params[0]![0]!, f32([2], [0.95, -1.9]), ew, 'parameter');
    expectSame(gradsLeft, false, 'whether zeroGrad left a gradient');
  });

  test('10 steps, as PyTorch', async () => {
    const { shapes, steps, every, trace } = fixture<{
      shapes: number[][];
      steps: number;
      every: number;
      trace: FixtureArray[][];
    }>('public', 'adamw');
    const { params } = await run.adamwTrace({
      params: shapes.map((shape, i) => hashed(i, shape, 1)),
      gradSeqs: Array.from({ length: steps }, (_, t) =>
        shapes.map((shape, i) => hashed(1000 + 10 * t + i, shape, 0.5)),
      ),
      options: { lr: 1e-2 },
    });
    for (const [at, expected] of trace.entries()) {
      const step = (at + 1) * every;
      for (const [i, one] of expected.entries()) {
        expectClose(params[step - 1]![i]!, fromFixture(one), ew, `parameter ${i} after ${step} steps`);
      }
    }
  });
});
