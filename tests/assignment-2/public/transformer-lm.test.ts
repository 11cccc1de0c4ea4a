import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';
import { common, lmShapes, meanCrossEntropy } from '../support/block-cases.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashedIds, hashedWeights } from '../support/hashed.ts';
import { model } from '../support/tolerances.ts';

exercise('transformer-lm', ({ test, run, seed }) => {
  test('the logits are those of PyTorch', async () => {
    const { y } = await run.transformerLm({
      ids: hashedIds(9, [2, 8], 64),
      config: common,
      weights: hashedWeights(lmShapes(common)),
    });
    const { logits } = fixture<{ logits: FixtureArray }>('public', 'transformer-lm');
    expectClose(y, fromFixture(logits), model, 'logits');
  });

  test('a sequence may be shorter than the context length, and gives logits for each position', async () => {
    const { y } = await run.transformerLm({ ids: randomArrays(seed).ids([2, 8], 64), config: common });
    expectSame([...y.shape], [2, 8, 64], 'shape of the logits');
  });

  test('a new model knows nothing: its loss is about ln vocab', async () => {
    const random = randomArrays(seed);
    const { y } = await run.transformerLm({ ids: random.ids([2, 8], 64), config: common });
    const loss = meanCrossEntropy(y, random.ids([2, 8], 64));
    // Logits with a standard deviation of 0.8 cost 0.3 more than equal ones, and the mean of 16 tokens wanders by 0.2.
    expectClose(loss, Math.log(64), { rtol: 0, atol: 1.4 }, 'mean loss');
  });
});
