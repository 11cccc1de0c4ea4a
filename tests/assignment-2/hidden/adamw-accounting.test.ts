import { expectAtMost, expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { countByName, randomSizes, type Sizes } from '../support/accounting-cases.ts';
import { randomArrays, sum } from '../support/arrays.ts';

/** The list of the handout, item by item. */
function activationsByItem(
  { vocabSize, contextLength, dModel, numLayers, numHeads, dFf }: Sizes,
  B: number,
): number {
  const tokens = B * contextLength;
  const layer = [
    tokens * dModel, // first norm
    tokens * dModel, // second norm
    3 * tokens * dModel, // queries, keys, values
    numHeads * tokens * contextLength, // scores
    numHeads * tokens * contextLength, // softmax
    tokens * dModel, // weighted sum
    tokens * dModel, // output projection
    tokens * dFf, // W₁x
    tokens * dFf, // SiLU
    tokens * dFf, // W₃x
    tokens * dFf, // product
    tokens * dModel, // W₂
  ];
  return numLayers * sum(layer) + tokens * dModel + 2 * tokens * vocabSize;
}

exercise('adamw-accounting', ({ test, run, seed }) => {
  test('bytes of 20 random models', async () => {
    const random = randomArrays(seed);
    for (let round = 0; round < 20; round++) {
      const [config, batchSize] = [randomSizes(random), random.int(1, 64)];
      const P = countByName(config);
      const activations = 4 * activationsByItem(config, batchSize);
      expectSame(
        await run.trainingBytes({ config, batchSize }),
        { parameters: 4 * P, gradients: 4 * P, optimizer: 8 * P, activations, total: 16 * P + activations },
        'bytes',
        `${JSON.stringify(config)}, batch ${batchSize}`,
      );
    }
  });

  test('GPT-2 XL, and the largest batch in 80 GB', async () => {
    const { perSequence, fixed } = await run.xlBytes({});
    expectSame(perSequence, 18_034_335_744, 'xlBytes.perSequence');
    expectSame(fixed, 34_032_921_600, 'xlBytes.fixed');
    expectSame(await run.xlMaxBatch({}), 2, 'xlMaxBatch');
  });

  test('a step of AdamW takes 10 to 16 operations per parameter', async () => {
    const config = randomSizes(randomArrays(seed));
    const perParameter = (await run.adamwFlopsPerStep({ config })) / countByName(config);
    expectAtMost(perParameter, 16, 'operations per parameter');
    expectAtMost(10, perParameter, 'least number of operations per parameter');
  });

  test('days of training', async () => {
    expectClose(await run.trainingDays({}), 6583.6, { rtol: 0.01, atol: 0 }, 'trainingDays');
  });
});
