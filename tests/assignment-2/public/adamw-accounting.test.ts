import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

const tiny = { vocabSize: 10, contextLength: 4, dModel: 2, numLayers: 1, numHeads: 1, dFf: 3 };

exercise('adamw-accounting', ({ test, run }) => {
  test('the bytes of a tiny model', async () => {
    const bytes = await run.trainingBytes({ config: tiny, batchSize: 1 });
    expectSame(bytes.parameters, 4 * 80, 'bytes of the parameters');
    expectSame(bytes.gradients, 4 * 80, 'bytes of the gradients');
    expectSame(bytes.optimizer, 8 * 80, 'bytes of the moments');
    // Norms 16; q, k, v 24; scores and softmax 32; weighted sum and output 16; ffn 48 + 8; final norm 8; logits 80.
    expectSame(bytes.activations, 4 * (16 + 24 + 32 + 16 + 56 + 8 + 80), 'bytes of the activations');
    expectSame(bytes.total, 16 * 80 + bytes.activations, 'bytes altogether');
  });
});
