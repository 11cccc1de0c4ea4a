import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { deviation, f32, mean, numbersOf, randomArrays } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed, hashedWeights } from '../support/hashed.ts';
import { ew } from '../support/tolerances.ts';

exercise('layer-norm', ({ test, run, seed }) => {
  test('each row gets mean 0 and variance 1', async () => {
    const { y } = await run.layerNorm({ x: randomArrays(seed).normal([1, 32], 3, 5) });
    expectClose(mean(numbersOf(y)), 0, { rtol: 0, atol: 1e-5 }, 'mean');
    expectClose(deviation(numbersOf(y)), 1, { rtol: 1e-4, atol: 0 }, 'standard deviation');
  });

  test('then it is multiplied by the weight, and the bias is added', async () => {
    const weights = { weight: f32([2], [2, 3]), bias: f32([2], [10, 20]) };
    const { y } = await run.layerNorm({ x: f32([1, 2], [-1, 1]), weights });
    expectClose(y, f32([1, 2], [8, 23]), { rtol: 2e-5, atol: 0 }, 'y');
  });

  test('the output is that of PyTorch', async () => {
    const weights = hashedWeights({ 'ln.weight': [32], 'ln.bias': [32] });
    const { y } = await run.layerNorm({
      x: hashed(15, [2, 8, 32], 2),
      weights: { weight: weights['ln.weight']!, bias: weights['ln.bias']! },
    });
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('public', 'layer-norm').y), ew, 'y');
  });
});
