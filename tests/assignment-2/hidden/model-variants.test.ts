import { expectAtMost, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { deviation, i32, numbersOf, randomArrays, sizeOf, sum } from '../support/arrays.ts';
import { positionsOf } from '../support/attention-cases.ts';
import { common, lmShapes, randomWeights } from '../support/block-cases.ts';
import { expectVariants } from '../support/variant-cases.ts';

const variants = [
  { norm: 'post' },
  { norm: 'none' },
  { positions: 'learned' },
  { positions: 'none' },
  { ffn: 'silu' },
  { tieEmbeddings: true },
  { norm: 'none', positions: 'learned', ffn: 'silu', tieEmbeddings: true },
];

exercise('model-variants', ({ test, run, seed }) => {
  test('logits and gradients of six combinations are those of PyTorch', async () => {
    await expectVariants('hidden', (args) => run.transformerLm(args));
  });

  test('names, shapes and number of the parameters of each variant', async () => {
    for (const variant of variants) {
      const config = { ...common, numLayers: 1, ...variant };
      const { state, numParameters } = await run.transformerLmState({ config });
      const shapes = Object.fromEntries(Object.entries(state).map(([name, { shape }]) => [name, [...shape]]));
      const context = JSON.stringify(variant);
      expectSame(Object.keys(shapes).toSorted(), Object.keys(lmShapes(config)).toSorted(), 'names', context);
      expectSame(shapes, lmShapes(config), 'shapes', context);
      const count = sum(Object.values(lmShapes(config)).map((shape) => sizeOf(shape)));
      expectSame(numParameters, count, 'number of parameters', context);
    }
  });

  test('without a gate, the width is 4·dModel by default', async () => {
    const { dFf: _dFf, ...config } = { ...common, numLayers: 1, ffn: 'silu' };
    const { state } = await run.transformerLmState({ config });
    expectSame([...state['layers.0.ffn.w1.weight']!.shape], [128, 32], 'shape of w1');
  });

  test('a table that is also the output layer starts small', async () => {
    const config = { ...common, vocabSize: 1024, numLayers: 1 };
    const std = async (tieEmbeddings: boolean): Promise<number> => {
      const { state } = await run.transformerLmState({ config: { ...config, tieEmbeddings } });
      return deviation(numbersOf(state['tokenEmbeddings.weight']!));
    };
    // 32,768 values tell a standard deviation to 0.4 %.
    expectAtMost(Math.abs((await std(true)) - 0.09866), 0.002, 'error of the deviation of a tied table');
    expectAtMost(Math.abs((await std(false)) - 0.9866), 0.02, 'error of the deviation of an untied table');
  });

  test('learned positions start small', async () => {
    const config = { ...common, contextLength: 1024, numLayers: 1, positions: 'learned' };
    const { state } = await run.transformerLmState({ config });
    const std = deviation(numbersOf(state['positionEmbeddings.weight']!));
    expectAtMost(Math.abs(std - 0.09866), 0.002, 'error of the deviation of the positions');
  });

  test('without positions, one layer does not see the order of what came before', async () => {
    const random = randomArrays(seed);
    const config = { ...common, numLayers: 1, positions: 'none' };
    const weights = randomWeights(random, lmShapes(config));
    const ids = numbersOf(random.ids([8], 64));
    const shuffled = [...random.permutation(7).map((i) => ids[i]!), ids[7]!];
    const { y } = await run.transformerLm({ ids: i32([1, 8], ids), config, weights });
    const { y: other } = await run.transformerLm({ ids: i32([1, 8], shuffled), config, weights });
    const [last, same] = [positionsOf(y, 7, 8), positionsOf(other, 7, 8)];
    for (const [i, value] of last.data.entries()) {
      expectAtMost(Math.abs(value - same.data[i]!), 1e-3, `change of logit ${i}`);
    }
    // With rotary positions it does.
    const { y: turned } = await run.transformerLm({
      ids: i32([1, 8], ids),
      config: { ...config, positions: 'rope' },
      weights,
    });
    const differences = numbersOf(positionsOf(turned, 7, 8)).map((value, i) =>
      Math.abs(value - last.data[i]!),
    );
    expectAtMost(0.01, Math.max(...differences), 'least difference that positions make');
  });

  test('an unknown variant is an error that lists the known ones', async () => {
    const config = (variant: object) => ({ config: { ...common, numLayers: 1, ...variant } });
    await expectError(
      run.transformerLmState(config({ norm: 'layer' })),
      'RangeError',
      'layer',
      'pre',
      'post',
      'none',
    );
    await expectError(
      run.transformerLmState(config({ positions: 'alibi' })),
      'RangeError',
      'alibi',
      'rope',
      'learned',
      'none',
    );
    await expectError(
      run.transformerLmState(config({ ffn: 'relu' })),
      'RangeError',
      'relu',
      'swiglu',
      'silu',
    );
  });

  test('the defaults are the base model', async () => {
    const random = randomArrays(seed);
    const ids = random.ids([2, 8], 64);
    const config = { ...common, numLayers: 1, seed: 3 };
    const named = { norm: 'pre', positions: 'rope', ffn: 'swiglu', tieEmbeddings: false };
    const { y } = await run.transformerLm({ ids, config });
    const { y: same } = await run.transformerLm({ ids, config: { ...config, ...named } });
    expectSame(same, y, 'logits');
  });

  test('learned positions end with the context length', async () => {
    const config = { ...common, numLayers: 1, positions: 'learned' };
    await expectError(
      run.transformerLm({ ids: randomArrays(seed).ids([1, 17], 64), config }),
      'RangeError',
      '17',
      '16',
    );
  });
});
