import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('tokenizer-compression', ({ test, run }) => {
  test('compressionRatio is bytes per token', async () => {
    expectClose(await run.compressionRatio({ numBytes: 1000, numTokens: 400 }), 2.5, {
      rtol: 1e-12,
      atol: 0,
    });
  });

  test('a loss of 4 nats per token at 2.972 bytes per token is 1.942 bits per byte', async () => {
    expectClose(await run.bitsPerByte({ lossNats: 4, bytesPerToken: 2.972 }), 1.942, { rtol: 0, atol: 5e-4 });
  });

  test('numbers of tokens are whole, and below one per byte of the joined corpus', async () => {
    for (const [name, tokens, bytes] of [
      ['sotuTokens1024', await run.sotuTokens1024({}), 10_764_218],
      ['mobyTokens1024', await run.mobyTokens1024({}), 1_218_096],
    ] as const) {
      expectSame(Number.isInteger(tokens) && tokens > 0 && tokens < bytes, true, `${name} is plausible`);
    }
  });

  test('a tokenizer trained on other text compresses, but less than one trained on the text itself', async () => {
    const foreign = await run.mobyBytesPerTokenWithSotu1024({});
    const own = 1_218_096 / (await run.mobyTokens1024({}));
    expectSame(foreign > 1 && foreign < own, true, '1 < mobyBytesPerTokenWithSotu1024 < own bytes per token');
  });
});
