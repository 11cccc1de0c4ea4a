import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { plain, randomArrays, widen, widenAll } from '../support/arrays.ts';
import { nothing } from '../support/attention-cases.ts';
import { randomWeights } from '../support/block-cases.ts';
import { swiglu64 } from '../support/float64.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { expectGradients } from '../support/gradients.ts';
import { hashed, hashedWeights } from '../support/hashed.ts';
import { model, twice } from '../support/tolerances.ts';

const shapes = (dFf: number): Record<string, number[]> => ({
  'w1.weight': [dFf, 32],
  'w2.weight': [32, dFf],
  'w3.weight': [dFf, 32],
});

exercise('swiglu', ({ test, run, seed }) => {
  test('the output is that of PyTorch', async () => {
    const { y } = await run.swiglu({ x: hashed(2, [2, 8, 32], 2), weights: hashedWeights(shapes(64)) });
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('hidden', 'swiglu').y), model, 'y');
  });

  for (const [shape, dFf] of [
    [[2, 8, 32], 64],
    [[8, 32], 40],
    [[32], 40],
  ] as const) {
    test(`input [${shape.join(', ')}], width ${dFf}`, async () => {
      const random = randomArrays(seed);
      const [x, weights] = [random.normal([...shape]), randomWeights(random, shapes(dFf))];
      const { y } = await run.swiglu({ x, weights });
      const [w1, w2, w3] = [weights['w1.weight']!, weights['w2.weight']!, weights['w3.weight']!];
      expectClose(y, plain(swiglu64(widen(x), widen(w1), widen(w2), widen(w3))), model, 'y');
    });
  }

  test('gradients of the input and the three matrices', async () => {
    const random = randomArrays(seed);
    const [x, weights] = [random.normal([2, 8, 32]), randomWeights(random, shapes(64))];
    const gradOut = random.normal([2, 8, 32]);
    const { grads } = await run.swiglu({ x, weights, gradOut });
    expectGradients(grads, {
      forward: (inputs) =>
        swiglu64(inputs['x']!, inputs['w1.weight']!, inputs['w2.weight']!, inputs['w3.weight']!),
      inputs: widenAll({ x, ...weights }),
      gradOut,
      tolerance: twice(model),
      seed,
    });
  });

  test('where W₃ is 0, nothing comes through', async () => {
    const random = randomArrays(seed);
    const weights = { ...randomWeights(random, shapes(64)), 'w3.weight': nothing([64, 32]) };
    const { y } = await run.swiglu({ x: random.normal([2, 8, 32]), weights });
    expectClose(y, nothing([2, 8, 32]), { rtol: 0, atol: 0 }, 'y');
  });

  test('no two of the first matrices are alike', async () => {
    const state = await run.swigluState({ dModel: 32, dFf: 32 });
    const firsts = Object.values(state).map(({ data }) => data[0]);
    expectSame(new Set(firsts).size, 3, 'number of different first weights');
  });
});
