import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';
import { nothing } from '../support/attention-cases.ts';
import { blockShapes, randomWeights } from '../support/block-cases.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed, hashedWeights } from '../support/hashed.ts';
import { model } from '../support/tolerances.ts';

const sizes = { numHeads: 4, dFf: 64, theta: 10_000 };

exercise('transformer-block', ({ test, run, seed }) => {
  test('the output is that of PyTorch', async () => {
    const { y } = await run.transformerBlock({
      ...sizes,
      x: hashed(8, [2, 8, 32], 2),
      weights: hashedWeights(blockShapes()),
    });
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('public', 'transformer-block').y), model, 'y');
  });

  test('where both sublayers give 0, the block changes nothing', async () => {
    const random = randomArrays(seed);
    const x = random.normal([2, 8, 32]);
    const weights = {
      ...randomWeights(random, blockShapes()),
      'attn.outputProj.weight': nothing([32, 32]),
      'ffn.w2.weight': nothing([32, 64]),
    };
    const { y } = await run.transformerBlock({ ...sizes, x, weights });
    expectSame([...y.shape], [2, 8, 32], 'shape of y');
    expectClose(y, x, { rtol: 0, atol: 0 }, 'y');
  });
});
