import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed, hashedWeights } from '../support/hashed.ts';
import { ew, model } from '../support/tolerances.ts';

exercise('gelu-mlp', ({ test, run }) => {
  test('geluNew at 0, ±1 and 3', async () => {
    const { y } = await run.geluNew({ x: f32([4], [0, 1, -1, 3]) });
    expectClose(y, f32([4], [0, 0.8411919906, -0.1588080094, 2.9963625627]), ew, 'y');
  });

  test('the output is that of PyTorch', async () => {
    const weights = hashedWeights({ wIn: [32, 64], bIn: [64], wOut: [64, 32], bOut: [32] });
    const { y } = await run.geluMlp({ x: hashed(17, [2, 8, 32], 2), weights });
    expectSame([...y.shape], [2, 8, 32], 'shape of y');
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('public', 'gelu-mlp').y), model, 'y');
  });
});
