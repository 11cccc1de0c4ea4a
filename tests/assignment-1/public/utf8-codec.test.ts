import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { hex } from '../support/bytes.ts';

exercise('utf8-codec', ({ test, run }) => {
  const encode = async (text: string) => (await run.utf8Encode({ texts: [text] }))[0];
  const decode = async (bytes: Uint8Array) => (await run.utf8Decode({ inputs: [bytes] }))[0];

  test('ASCII is one byte per character, in both directions', async () => {
    expectSame(await encode('BPE, 1994.'), hex('42 50 45 2c 20 31 39 39 34 2e'), 'bytes');
    expectSame(await decode(hex('42 50 45 2c 20 31 39 39 34 2e')), 'BPE, 1994.', 'text');
    expectSame(await encode(''), hex(''), 'bytes');
    expectSame(await decode(hex('')), '', 'text');
  });

  test('牛 is the three bytes E7 89 9B', async () => {
    expectSame(await encode('牛'), hex('e7 89 9b'), 'bytes');
    expectSame(await decode(hex('e7 89 9b')), '牛', 'text');
  });

  test('🙃 is one code point, two code units and four bytes', async () => {
    expectSame(await encode('🙃'), hex('f0 9f 99 83'), 'bytes');
    expectSame(await decode(hex('f0 9f 99 83')), '🙃', 'text');
  });

  test('13 code units in two scripts become 23 bytes and come back', async () => {
    const bytes = await encode('hello! こんにちは!');
    expectSame(bytes?.length, 23, 'number of bytes');
    expectSame(await decode(bytes!), 'hello! こんにちは!', 'text');
  });

  test('a lone continuation byte is decoded to one U+FFFD', async () => {
    expectSame(await decode(hex('80')), '\ufffd', 'text');
    expectSame(await decode(hex('61 9b 62')), 'a\ufffdb', 'text');
  });
});
