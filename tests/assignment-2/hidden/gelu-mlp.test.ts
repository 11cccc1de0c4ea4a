import { expectAtMost, expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { type Array64, f32, plain, randomArrays, widen, widenAll } from '../support/arrays.ts';
import { linear64, map64, rows64, transpose64 } from '../support/float64.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { expectGradients } from '../support/gradients.ts';
import { hashed, hashedWeights } from '../support/hashed.ts';
import { ew, model, twice } from '../support/tolerances.ts';

const gelu64 = (x: number): number =>
  0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

const shapes = { wIn: [32, 64], bIn: [64], wOut: [64, 32], bOut: [32] };

function mlp64(inputs: Readonly<Record<string, Array64>>): Array64 {
  const biased = (x: Array64, w: Array64, b: Array64): Array64 =>
    rows64(linear64(x, transpose64(w)), (row) => row.map((value, i) => value + b.data[i]!));
  const hidden = map64(biased(inputs['x']!, inputs['wIn']!, inputs['bIn']!), gelu64);
  return biased(hidden, inputs['wOut']!, inputs['bOut']!);
}

exercise('gelu-mlp', ({ test, run, seed }) => {
  test('geluNew from −20 to 20', async () => {
    const x = f32(
      [401],
      Array.from({ length: 401 }, (_, i) => (i - 200) / 10),
    );
    // Where tanh is near −1, 1 + tanh keeps its absolute error only, here times |x|.
    expectClose(
      (await run.geluNew({ x })).y,
      plain(map64(widen(x), gelu64)),
      { rtol: 2e-5, atol: 2e-6 },
      'y',
    );
  });

  test('it is the form with tanh, which is not the one with erf', async () => {
    // Φ(2.3) = 0.98927588997832; the two forms differ by about 4e-4 here.
    const { y } = await run.geluNew({ x: f32([1], [2.3]) });
    expectAtMost(Math.abs(y.data[0]! - gelu64(2.3)), 2e-5, 'difference from the form with tanh');
    expectAtMost(
      1e-4,
      Math.abs(y.data[0]! - 2.3 * 0.98927588997832),
      'least difference from the form with erf',
    );
  });

  test('very large numbers stay finite, and so do their gradients', async () => {
    const x = f32([2], [1e4, -1e4]);
    const { y, grads } = await run.geluNew({ x, gradOut: f32([2], [1, 1]) });
    expectClose(y, f32([2], [1e4, 0]), ew, 'y');
    expectClose(grads!['x']!, f32([2], [1, 0]), twice(ew), 'gradient');
  });

  test('the output is that of PyTorch', async () => {
    const { y } = await run.geluMlp({ x: hashed(18, [2, 8, 32], 2), weights: hashedWeights(shapes) });
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('hidden', 'gelu-mlp').y), model, 'y');
  });

  test('gradients of the input, matrices and biases', async () => {
    const random = randomArrays(seed);
    const weights = {
      wIn: random.normal([32, 64], 0.2),
      bIn: random.normal([64]),
      wOut: random.normal([64, 32], 0.2),
      bOut: random.normal([32]),
    };
    const [x, gradOut] = [random.normal([8, 32]), random.normal([8, 32])];
    const { y, grads } = await run.geluMlp({ x, weights, gradOut });
    const inputs = widenAll({ x, ...weights });
    expectClose(y, plain(mlp64(inputs)), model, 'y');
    expectGradients(grads, { forward: mlp64, inputs, gradOut, tolerance: twice(model), seed });
    expectSame([...y.shape], [8, 32], 'shape of y');
  });
});
