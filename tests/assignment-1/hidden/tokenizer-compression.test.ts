import { corpus } from '@dawnbook/datasets';
import { expectClose, expectError, expectSame, randomSource } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('tokenizer-compression', ({ test, run, seed }) => {
  test('compressionRatio divides bytes by tokens', async () => {
    const random = randomSource(seed);
    for (let i = 0; i < 50; i++) {
      const [numBytes, numTokens] = [random.int(0, 2 ** 31 - 1), random.int(1, 2 ** 31 - 1)];
      const ratio = await run.compressionRatio({ numBytes, numTokens });
      expectClose(ratio, numBytes / numTokens, { rtol: 1e-12, atol: 0 }, 'bytes per token');
    }
  });

  test('no tokens at all have no ratio', async () => {
    await expectError(run.compressionRatio({ numBytes: 10, numTokens: 0 }), 'RangeError');
    await expectError(run.compressionRatio({ numBytes: 0, numTokens: 0 }), 'RangeError');
  });

  test('bitsPerByte turns nats per token into bits per byte', async () => {
    const random = randomSource(seed);
    expectClose(await run.bitsPerByte({ lossNats: 4, bytesPerToken: 2.972 }), 1.9417160711829924, {
      rtol: 1e-9,
      atol: 0,
    });
    for (let i = 0; i < 50; i++) {
      const [lossNats, bytesPerToken] = [random.int(1, 1e6) / 1e5, random.int(1, 1e6) / 1e5];
      const bits = await run.bitsPerByte({ lossNats, bytesPerToken });
      expectClose(bits, (lossNats * Math.LOG2E) / bytesPerToken, { rtol: 1e-9, atol: 0 }, 'bits per byte');
    }
  });

  test('tokens of both corpora with their own tokenizers of 1,024 entries', async () => {
    expectCorpus('sotu', 233, 10_761_202);
    expectSame(await run.sotuTokens1024({}), 3_614_724, 'sotuTokens1024');
    expectCorpus('moby-dick', 139, 1_216_302);
    expectSame(await run.mobyTokens1024({}), 447_632, 'mobyTokens1024');
  });

  test('bytes per token of Moby Dick with the tokenizer of the State of the Union', async () => {
    const ratio = await run.mobyBytesPerTokenWithSotu1024({});
    expectClose(ratio, 2.42, { rtol: 0, atol: 0.005 }, 'mobyBytesPerTokenWithSotu1024');
  });
});

/** The expected numbers hold for these documents only. */
function expectCorpus(name: 'sotu' | 'moby-dick', documents: number, bytes: number): void {
  let count = 0;
  let size = 0;
  for (const { text } of corpus(name).documents()) {
    count++;
    size += Buffer.byteLength(text);
  }
  expectSame({ documents: count, bytes: size }, { documents, bytes }, `the installed corpus ${name}`);
}
