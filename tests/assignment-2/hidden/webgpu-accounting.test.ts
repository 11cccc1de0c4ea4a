import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomSizes, type Sizes } from '../support/accounting-cases.ts';
import { randomArrays } from '../support/arrays.ts';

function byName(
  { vocabSize, contextLength: T, dModel, numHeads, dFf }: Sizes,
  B: number,
): Record<string, number> {
  return {
    residual: 4 * B * T * dModel,
    scores: 4 * B * numHeads * T * T,
    ffn: 4 * B * T * dFf,
    logits: 4 * B * T * vocabSize,
  };
}

const gpu = { vocabSize: 4096, contextLength: 256, dModel: 256, numLayers: 4, numHeads: 8, dFf: 704 };

exercise('webgpu-accounting', ({ test, run, seed }) => {
  test('the configuration for GPUs fills a binding exactly', async () => {
    const largest = await run.largestTensor({ config: gpu, batchSize: 32 });
    expectSame(largest, { name: 'logits', bytes: 134_217_728 }, 'largest tensor');
    expectSame(await run.maxBatchForBinding({ config: gpu, limitBytes: 134_217_728 }), 32, 'batch');
    expectSame(await run.maxBatchForBinding({ config: gpu, limitBytes: 134_217_727 }), 31, 'batch');
  });

  test('each kind of tensor can be the largest', async () => {
    const base = { vocabSize: 8, contextLength: 8, dModel: 8, numLayers: 2, numHeads: 1, dFf: 8 };
    for (const [name, change] of [
      ['residual', { dModel: 64 }],
      ['scores', { contextLength: 128 }],
      ['ffn', { dFf: 128 }],
      ['logits', { vocabSize: 512 }],
    ] as const) {
      const config = { ...base, ...change };
      const expected = { name, bytes: byName(config, 3)[name] };
      expectSame(
        await run.largestTensor({ config, batchSize: 3 }),
        expected,
        'largest tensor',
        JSON.stringify(config),
      );
    }
  });

  test('20 random models', async () => {
    const random = randomArrays(seed);
    for (let round = 0; round < 20; round++) {
      const [config, batchSize] = [randomSizes(random), random.int(1, 64)];
      const largest = Math.max(...Object.values(byName(config, batchSize)));
      const { bytes } = await run.largestTensor({ config, batchSize });
      expectSame(bytes, largest, 'bytes', JSON.stringify(config));
      const limitBytes = 2 ** random.int(20, 32);
      const batch = Math.floor(limitBytes / (largest / batchSize));
      expectSame(
        await run.maxBatchForBinding({ config, limitBytes }),
        batch,
        'batch',
        JSON.stringify(config),
      );
    }
  });
});
