import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, randomArrays } from '../support/arrays.ts';
import {
  changedAt,
  fixtureProjections,
  identity,
  positionsOf,
  randomProjections,
} from '../support/attention-cases.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed } from '../support/hashed.ts';
import { ew, model } from '../support/tolerances.ts';

interface Fixture {
  plain: FixtureArray;
  rope: FixtureArray;
}

exercise('multihead-self-attention', ({ test, run, seed }) => {
  test('the parameters are four matrices, and the output has the shape of the input', async () => {
    const state = await run.multiheadState({ dModel: 32, numHeads: 4 });
    const shapes = Object.fromEntries(Object.entries(state).map(([name, { shape }]) => [name, shape]));
    const square = [32, 32];
    expectSame(
      shapes,
      { 'qProj.weight': square, 'kProj.weight': square, 'vProj.weight': square, 'outputProj.weight': square },
      'shapes',
    );
    const random = randomArrays(seed);
    const weights = randomProjections(random);
    const { y } = await run.multiheadSelfAttention({ x: random.normal([2, 8, 32]), weights, numHeads: 4 });
    expectSame([...y.shape], [2, 8, 32], 'shape of y');
  });

  test('head h uses rows h·dHead to (h + 1)·dHead − 1 of a projection', async () => {
    // Two heads of width 2, two positions. The query of head 0 is large along its first element, so its second position
    // attends to whichever key is larger there; the query of head 1 is 0, so it averages.
    const weights = {
      'qProj.weight': f32([4, 4], [50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      'kProj.weight': identity(4),
      'vProj.weight': identity(4),
      'outputProj.weight': identity(4),
    };
    const x = f32([1, 2, 4], [3, 5, 7, 9, 1, 2, 3, 4]);
    const { y } = await run.multiheadSelfAttention({ x, weights, numHeads: 2 });
    expectClose(y, f32([1, 2, 4], [3, 5, 7, 9, 3, 5, 5, 6.5]), ew, 'y');
  });

  test('without RoPE, the output is that of PyTorch', async () => {
    const { y } = await run.multiheadSelfAttention({
      x: hashed(7, [2, 8, 32], 2),
      weights: fixtureProjections(),
      numHeads: 4,
    });
    expectClose(y, fromFixture(fixture<Fixture>('public', 'multihead-self-attention').plain), model, 'y');
  });

  test('with RoPE, the output is that of PyTorch', async () => {
    const { y } = await run.multiheadSelfAttention({
      x: hashed(7, [2, 8, 32], 2),
      weights: fixtureProjections(),
      numHeads: 4,
      theta: 10_000,
    });
    expectClose(y, fromFixture(fixture<Fixture>('public', 'multihead-self-attention').rope), model, 'y');
  });

  test('a position does not depend on what comes after it', async () => {
    const random = randomArrays(seed);
    const weights = randomProjections(random);
    const x = random.normal([2, 8, 32]);
    const { y } = await run.multiheadSelfAttention({ x, weights, numHeads: 4 });
    const { y: other } = await run.multiheadSelfAttention({
      x: changedAt(x, 7, () => 1),
      weights,
      numHeads: 4,
    });
    expectSame(positionsOf(other, 0, 7), positionsOf(y, 0, 7), 'y before the changed position');
  });
});
