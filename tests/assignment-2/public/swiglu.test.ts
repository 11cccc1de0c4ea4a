import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed, hashedWeights } from '../support/hashed.ts';
import { model } from '../support/tolerances.ts';

exercise('swiglu', ({ test, run }) => {
  test('the output is that of PyTorch', async () => {
    const weights = hashedWeights({ 'w1.weight': [64, 32], 'w2.weight': [32, 64], 'w3.weight': [64, 32] });
    const { y } = await run.swiglu({ x: hashed(1, [2, 8, 32], 2), weights });
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('public', 'swiglu').y), model, 'y');
  });

  test('the matrices have the shapes of the handout, and the default width', async () => {
    const state = await run.swigluState({ dModel: 24 });
    const shapes = Object.fromEntries(Object.entries(state).map(([name, { shape }]) => [name, shape]));
    expectSame(shapes, { 'w1.weight': [64, 24], 'w2.weight': [24, 64], 'w3.weight': [64, 24] }, 'shapes');
  });

  test('the width may be given', async () => {
    const state = await run.swigluState({ dModel: 32, dFf: 40 });
    expectSame(state['w2.weight']?.shape, [32, 40], 'shape of w2');
  });
});
