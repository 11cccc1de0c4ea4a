import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, plain, randomArrays, widen } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { layerNorm64 } from '../support/float64.ts';
import { expectGradients } from '../support/gradients.ts';
import { hashed, hashedWeights } from '../support/hashed.ts';
import { ew } from '../support/tolerances.ts';

/** A centred value may be near 0, where its error is that of the mean. */
const tolerance = { rtol: ew.rtol, atol: 1e-5 };

exercise('layer-norm', ({ test, run, seed }) => {
  test('the output is that of PyTorch', async () => {
    const weights = hashedWeights({ 'ln.weight': [32], 'ln.bias': [32] });
    const { y } = await run.layerNorm({
      x: hashed(16, [2, 8, 32], 2),
      weights: { weight: weights['ln.weight']!, bias: weights['ln.bias']! },
    });
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('hidden', 'layer-norm').y), tolerance, 'y');
  });

  for (const shape of [[32], [8, 32], [2, 8, 32]]) {
    test(`${shape.length - 1} leading axes, ε = 0.1`, async () => {
      const random = randomArrays(seed);
      const [x, weight, bias] = [random.normal(shape), random.normal([32]), random.normal([32])];
      const { y } = await run.layerNorm({ x, weights: { weight, bias }, eps: 0.1 });
      expectClose(y, plain(layerNorm64(widen(x), widen(weight), widen(bias), 0.1)), tolerance, 'y');
    });
  }

  test('a row of equal values becomes the bias', async () => {
    const bias = randomArrays(seed).normal([32]);
    const weight = randomArrays(seed + 1).normal([32]);
    const x = f32([2, 32], [...Array<number>(32).fill(7), ...Array<number>(32).fill(0)]);
    const { y } = await run.layerNorm({ x, weights: { weight, bias } });
    // The mean of 32 sevens may be off by a unit or two in the last place, which 1/√ε makes 300 times larger.
    expectClose(y, f32([2, 32], [...bias.data, ...bias.data]), { rtol: 0, atol: 1e-3 }, 'y');
  });

  test('a large mean does not drown the spread', async () => {
    const random = randomArrays(seed);
    const x = random.normal([8, 32], 1, 1000);
    const [weight, bias] = [f32([32], Array<number>(32).fill(1)), f32([32], Array<number>(32).fill(0))];
    const { y } = await run.layerNorm({ x, weights: { weight, bias } });
    expectClose(y, plain(layerNorm64(widen(x), widen(weight), widen(bias))), { rtol: 0, atol: 1e-3 }, 'y');
  });

  test('gradients of the input, the weight and the bias', async () => {
    const random = randomArrays(seed);
    const [x, weight, bias] = [random.normal([8, 32]), random.normal([32]), random.normal([32])];
    const gradOut = random.normal([8, 32]);
    const { grads } = await run.layerNorm({ x, weights: { weight, bias }, gradOut });
    expectGradients(grads, {
      forward: (inputs) => layerNorm64(inputs.x, inputs.weight, inputs.bias),
      inputs: { x: widen(x), weight: widen(weight), bias: widen(bias) },
      gradOut,
      // Sums of up to 32 terms of order 1.
      tolerance: { rtol: 0, atol: 4 * ew.rtol },
      seed,
    });
  });
});
