import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

const tiny = { vocabSize: 10, contextLength: 4, dModel: 2, numLayers: 1, numHeads: 1, dFf: 3 };

exercise('transformer-accounting', ({ test, run }) => {
  test('the parameters of a tiny model', async () => {
    // Two tables of 20; four matrices of 4, three of 6, two gains of 2; the last gain.
    expectSame(await run.countParameters({ config: tiny }), 40 + 16 + 18 + 4 + 2, 'parameters');
  });

  test('the operations of a tiny model', async () => {
    const flops = await run.forwardFlops({ config: tiny, seqLen: 4 });
    expectSame(
      flops,
      { qkv: 96, scores: 64, weightedSum: 64, output: 32, ffn: 144, lmHead: 160, total: 560 },
      'FLOPs',
    );
  });

  test('a number in float32 has four bytes', async () => {
    expectSame(await run.gpt2XlBytes({}), 4 * (await run.gpt2XlParameters({})), 'bytes of GPT-2 XL');
  });
});
