import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { i32, plain, randomArrays, widen, widenAll } from '../support/arrays.ts';
import { changedAt, nothing, positionsOf } from '../support/attention-cases.ts';
import { blockShapes, randomWeights } from '../support/block-cases.ts';
import { block64 } from '../support/float64.ts';
import { expectGradients } from '../support/gradients.ts';
import { model, twice } from '../support/tolerances.ts';

const sizes = { numHeads: 4, dFf: 64 };

exercise('transformer-block', ({ test, run, seed }) => {
  for (const theta of [undefined, 10_000]) {
    const turn = theta === undefined ? {} : { theta };
    test(`${theta === undefined ? 'without' : 'with'} RoPE`, async () => {
      const random = randomArrays(seed);
      const [x, weights] = [random.normal([2, 8, 32]), randomWeights(random, blockShapes())];
      const { y } = await run.transformerBlock({ ...sizes, ...turn, x, weights });
      expectClose(y, plain(block64(widen(x), widenAll(weights), 4, turn)), model, 'y');
    });
  }

  test('where both sublayers give 0, the block changes nothing', async () => {
    const random = randomArrays(seed);
    const x = random.normal([2, 8, 32], 3);
    const weights = {
      ...randomWeights(random, blockShapes()),
      'attn.outputProj.weight': nothing([32, 32]),
      'ffn.w2.weight': nothing([32, 64]),
    };
    const { y } = await run.transformerBlock({ ...sizes, theta: 10_000, x, weights });
    expectClose(y, x, { rtol: 0, atol: 0 }, 'y');
  });

  test('the feed-forward layer is added to what attention has left', async () => {
    const random = randomArrays(seed);
    const x = random.normal([2, 8, 32]);
    const weights = randomWeights(random, blockShapes());
    // Attention alone, and both: the difference is the feed-forward layer of the sum, not of x.
    for (const off of ['ffn.w2.weight', 'attn.outputProj.weight']) {
      const some = { ...weights, [off]: nothing([...weights[off]!.shape]) };
      const { y } = await run.transformerBlock({ ...sizes, x, weights: some });
      expectClose(y, plain(block64(widen(x), widenAll(some), 4)), model, `y without ${off}`);
    }
  });

  test('a change reaches its own position, and none before it', async () => {
    const random = randomArrays(seed);
    const [x, weights] = [random.normal([2, 8, 32]), randomWeights(random, blockShapes())];
    const args = { ...sizes, theta: 10_000, weights };
    const { y } = await run.transformerBlock({ ...args, x });
    const { y: other } = await run.transformerBlock({ ...args, x: changedAt(x, 5, (value) => value + 1) });
    expectSame(positionsOf(other, 0, 5), positionsOf(y, 0, 5), 'y before position 5');
  });

  test('gradients of the input and all nine parameters', async () => {
    const random = randomArrays(seed);
    const [x, weights] = [random.normal([2, 8, 32]), randomWeights(random, blockShapes())];
    const gradOut = random.normal([2, 8, 32]);
    const { grads } = await run.transformerBlock({ ...sizes, theta: 10_000, x, weights, gradOut });
    expectGradients(grads, {
      forward: (inputs) => block64(inputs['x']!, inputs, 4, { theta: 10_000 }),
      inputs: widenAll({ x, ...weights }),
      gradOut,
      // Of the order of 10, each a sum over all positions.
      tolerance: { rtol: 2e-3, atol: 10 * twice(model).atol },
      seed,
    });
  });

  test('positions are handed on to attention', async () => {
    const random = randomArrays(seed);
    const [x, weights] = [random.normal([2, 8, 32]), randomWeights(random, blockShapes())];
    const positions = random.permutation(8);
    const { y } = await run.transformerBlock({
      ...sizes,
      theta: 10_000,
      x,
      weights,
      positions: i32([8], positions),
    });
    const expected = block64(widen(x), widenAll(weights), 4, { theta: 10_000, positions });
    expectClose(y, plain(expected), model, 'y');
  });

  test('leading axes', async () => {
    const random = randomArrays(seed);
    const [x, weights] = [random.normal([8, 32]), randomWeights(random, blockShapes())];
    const { y } = await run.transformerBlock({ ...sizes, x, weights });
    expectClose(y, plain(block64(widen(x), widenAll(weights), 4)), model, 'y');
  });
});
