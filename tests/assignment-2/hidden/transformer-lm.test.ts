import type { NDArray } from '@dawnbook/grader';
import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { i32, numbersOf, part, randomArrays, sizeOf, sum } from '../support/arrays.ts';
import { positionsOf } from '../support/attention-cases.ts';
import {
  common,
  crossEntropyGradient,
  lmShapes,
  meanCrossEntropy,
  randomWeights,
} from '../support/block-cases.ts';
import {
  expectSamples,
  fixture,
  type FixtureArray,
  type FixtureSamples,
  fromFixture,
} from '../support/fixture.ts';
import { gradientOf } from '../support/gradients.ts';
import { hashedIds, hashedWeights } from '../support/hashed.ts';
import { model, twice } from '../support/tolerances.ts';

interface Fixture {
  config: typeof common & { ropeTheta: number };
  logits: FixtureArray;
  loss: number;
  grads: Record<string, FixtureSamples>;
}

exercise('transformer-lm', ({ test, run, seed }) => {
  test('logits, loss and the gradient of every parameter are those of PyTorch', async () => {
    const { config, logits, loss, grads } = fixture<Fixture>('hidden', 'transformer-lm');
    const [ids, targets] = [hashedIds(11, [2, 8], 64), hashedIds(12, [2, 8], 64)];
    const weights = hashedWeights(lmShapes(common));
    const gradOut = crossEntropyGradient(fromFixture(logits), targets);
    const result = await run.transformerLm({ ids, config, weights, gradOut });
    expectClose(result.y, fromFixture(logits), model, 'logits');
    expectClose(meanCrossEntropy(result.y, targets), loss, model, 'loss');
    for (const [name, expected] of Object.entries(grads)) {
      expectSamples(gradientOf(result.grads, name), expected, twice(model), `gradient of ${name}`);
    }
  });

  test('a beginning of the sequence gives the beginning of the logits', async () => {
    const random = randomArrays(seed);
    const weights = randomWeights(random, lmShapes(common));
    const ids = random.ids([2, 8], 64);
    const { y } = await run.transformerLm({ ids, config: common, weights });
    const short = i32([2, 4], [...ids.data.subarray(0, 4), ...ids.data.subarray(8, 12)]);
    const { y: prefix } = await run.transformerLm({ ids: short, config: common, weights });
    expectClose(prefix, positionsOf(y, 0, 4), model, 'logits of the first four tokens');
  });

  test('a token changes nothing before it', async () => {
    const random = randomArrays(seed);
    const weights = randomWeights(random, lmShapes(common));
    const ids = random.ids([2, 8], 64);
    const { y } = await run.transformerLm({ ids, config: common, weights });
    for (const position of [2, 7]) {
      const changed = i32([2, 8], ids.data);
      for (const row of [0, 8]) changed.data[row + position] = (changed.data[row + position]! + 1) % 64;
      const { y: other } = await run.transformerLm({ ids: changed, config: common, weights });
      expectSame(positionsOf(other, 0, position), positionsOf(y, 0, position), `logits before ${position}`);
      const [own, before] = [other, y].map((each) =>
        numbersOf(positionsOf(each, position, position + 1)).join(),
      );
      expectSame(own === before, false, `logits the same at position ${position}`);
    }
  });

  test('sequences of a batch do not mix', async () => {
    const random = randomArrays(seed);
    const weights = randomWeights(random, lmShapes(common));
    const ids = random.ids([2, 8], 64);
    const { y } = await run.transformerLm({ ids, config: common, weights });
    const changed: NDArray = i32([2, 8], [...ids.data.subarray(0, 8), ...random.ids([8], 64).data]);
    const { y: other } = await run.transformerLm({ ids: changed, config: common, weights });
    expectSame(part(other, 0), part(y, 0), 'logits of the first sequence');
  });

  test('the state dict has exactly the names of the handout', async () => {
    for (const numLayers of [1, 3]) {
      const config = { ...common, numLayers };
      const { state, numParameters } = await run.transformerLmState({ config });
      const shapes = Object.fromEntries(Object.entries(state).map(([name, { shape }]) => [name, [...shape]]));
      const expected = lmShapes(config);
      expectSame(Object.keys(shapes).toSorted(), Object.keys(expected).toSorted(), 'names');
      expectSame(shapes, expected, 'shapes');
      const count = sum(Object.values(expected).map((shape) => sizeOf(shape)));
      expectSame(numParameters, count, 'number of parameters');
    }
  });

  test('a parameter that is missing, unknown or of another shape is an error that names it', async () => {
    const random = randomArrays(seed);
    const ids = random.ids([2, 8], 64);
    const weights = randomWeights(random, lmShapes(common));
    const { 'layers.1.ffn.w3.weight': gone, ...missing } = weights;
    await expectError(
      run.transformerLm({ ids, config: common, weights: missing }),
      'Error',
      'layers.1.ffn.w3',
    );
    const extra = { ...weights, 'layers.2.ln1.weight': gone! };
    await expectError(run.transformerLm({ ids, config: common, weights: extra }), 'Error', 'layers.2.ln1');
    const wrong = { ...weights, 'lmHead.weight': random.normal([32, 64]) };
    await expectError(run.transformerLm({ ids, config: common, weights: wrong }), 'Error', 'lmHead');
  });

  test('the seed decides the first parameters, and no two of them are alike', async () => {
    const config = { ...common, dFf: 32, seed: 5 };
    const { state } = await run.transformerLmState({ config });
    const { state: same } = await run.transformerLmState({ config });
    const { state: other } = await run.transformerLmState({ config: { ...config, seed: 6 } });
    const matrices = Object.keys(state).filter((name) => state[name]!.shape.length === 2);
    for (const name of matrices) {
      expectSame(same[name], state[name], `${name} of the same seed`);
      expectSame(other[name]!.data[0] === state[name]!.data[0], false, `${name} the same for another seed`);
    }
    // Two matrices of one shape, scaled to a standard deviation of 1: their mean product is a sum of 1,024 or more terms.
    for (const [i, a] of matrices.entries()) {
      for (const b of matrices.slice(i + 1)) {
        const [x, y] = [numbersOf(state[a]!), numbersOf(state[b]!)];
        if (x.length !== y.length) continue;
        const products = sum(x.map((value, at) => value * y[at]!));
        const scale = Math.sqrt(sum(x.map((value) => value ** 2)) * sum(y.map((value) => value ** 2)));
        expectAtMost(Math.abs(products) / scale, 5.5 / Math.sqrt(x.length), `correlation of ${a} and ${b}`);
      }
    }
  });

  test('more tokens than the context length are an error with both numbers', async () => {
    const ids = randomArrays(seed).ids([1, 17], 64);
    await expectError(run.transformerLm({ ids, config: common }), 'RangeError', '17', '16');
  });

  test('more layers need no other kernels', async () => {
    const ids = randomArrays(seed).ids([2, 8], 64);
    const { pipelinesCompiled } = await run.transformerLmCounts({
      ids,
      config: { ...common, numLayers: 4 },
      warmUp: { ...common, numLayers: 2 },
    });
    expectAtMost(pipelinesCompiled, 0, 'kernels compiled for four layers, after two');
  });

  test('a new model knows nothing: its loss is ln vocab and a little', async () => {
    const random = randomArrays(seed);
    const [ids, targets] = [random.ids([16, 16], 64), random.ids([16, 16], 64)];
    const { y } = await run.transformerLm({ ids, config: { ...common, seed: random.int(0, 1000) } });
    // Logits with a standard deviation of 0.8 cost 0.3; the mean of 256 tokens wanders by 0.05.
    expectClose(meanCrossEntropy(y, targets), Math.log(64), { rtol: 0, atol: 0.6 }, 'mean loss');
  });
});
