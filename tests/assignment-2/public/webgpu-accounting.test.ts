import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

const tiny = { vocabSize: 10, contextLength: 4, dModel: 2, numLayers: 1, numHeads: 1, dFf: 3 };

exercise('webgpu-accounting', ({ test, run }) => {
  test('the logits are the largest tensor of a tiny model', async () => {
    expectSame(
      await run.largestTensor({ config: tiny, batchSize: 2 }),
      { name: 'logits', bytes: 320 },
      'largest',
    );
  });

  test('the largest batch whose logits fit', async () => {
    expectSame(await run.maxBatchForBinding({ config: tiny, limitBytes: 1000 }), 6, 'batch');
  });
});
