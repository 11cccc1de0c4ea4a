import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, randomArrays } from '../support/arrays.ts';
import { changedAt, nothing, positionsOf } from '../support/attention-cases.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { headShapes } from '../support/gpt2-cases.ts';
import { hashed, hashedWeights } from '../support/hashed.ts';
import { model } from '../support/tolerances.ts';

const shapes = headShapes(4, 32, 8);

exercise('biased-attention', ({ test, run, seed }) => {
  test('the output is that of PyTorch', async () => {
    const { y } = await run.biasedAttention({ x: hashed(19, [2, 8, 32], 2), weights: hashedWeights(shapes) });
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('public', 'biased-attention').y), model, 'y');
  });

  test('a position does not depend on what comes after it', async () => {
    const x = randomArrays(seed).normal([2, 8, 32]);
    const weights = hashedWeights(shapes);
    const { y } = await run.biasedAttention({ x, weights });
    const { y: other } = await run.biasedAttention({ x: changedAt(x, 7, (value) => -value), weights });
    expectSame(positionsOf(other, 0, 7), positionsOf(y, 0, 7), 'y before the changed position');
  });

  test('where the heads give nothing, the bias bO is left, once', async () => {
    const bO = randomArrays(seed).normal([32]);
    const weights = { ...hashedWeights(shapes), wO: nothing([4, 8, 32]), bO };
    const { y } = await run.biasedAttention({ x: hashed(19, [2, 8, 32], 2), weights });
    const rows = Array.from({ length: 16 }, () => [...bO.data]).flat();
    expectClose(y, f32([2, 8, 32], rows), { rtol: 1e-6, atol: 0 }, 'y');
  });
});
