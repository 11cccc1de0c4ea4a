import { expectSame, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import { hex, utf8 } from '../support/bytes.ts';

exercise('utf8-codec', ({ test, run }) => {
  /** Encodes texts and compares each with `TextEncoder`. */
  const checkEncode = async (texts: string[]): Promise<void> => {
    const encoded = await run.utf8Encode({ texts });
    expectSame(encoded.length, texts.length, 'number of results');
    for (const [i, text] of texts.entries())
      expectSame(encoded[i], utf8(text), 'bytes', `text: ${show(text)}`);
  };
  /** Decodes byte strings and compares each with `TextDecoder`. */
  const checkDecode = async (inputs: Uint8Array[]): Promise<void> => {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const decoded = await run.utf8Decode({ inputs });
    expectSame(decoded.length, inputs.length, 'number of results');
    for (const [i, bytes] of inputs.entries()) {
      expectSame(decoded[i], decoder.decode(bytes), 'text', `input: ${show(bytes)}`);
    }
  };
  const decode = async (bytes: Uint8Array) => (await run.utf8Decode({ inputs: [bytes] }))[0];

  test('code points over the whole range, and next to every boundary, go both ways', async () => {
    const boundaries = [0x7f, 0x7ff, 0xd7ff, 0xe000, 0xffff, 0x10ffff];
    const points = [
      ...Array.from({ length: Math.ceil(0x110000 / 257) }, (_, i) => i * 257),
      ...boundaries.flatMap((point) => [point - 1, point, point + 1]),
    ].filter((point) => point <= 0x10ffff && (point < 0xd800 || point > 0xdfff));
    const texts = points.map((point) => String.fromCodePoint(point));
    await checkEncode(texts);
    await checkDecode(texts.map(utf8));
  });

  test('random bytes decode as TextDecoder does it', async () => {
    // The bytes at which the rules of table 3-7 begin and end, more often than others.
    const edges = hex('00 41 7f 80 8f 90 9f a0 bf c0 c1 c2 df e0 e1 ec ed ee ef f0 f1 f3 f4 f5 f8 ff');
    const byte = fc.oneof(fc.constantFrom(...edges), fc.integer({ min: 0, max: 255 }));
    const bytes = fc.array(byte, { maxLength: 12 }).map((values) => Uint8Array.from(values));
    await checkDecode(fc.sample(bytes, 2000));
  });

  test('a sequence that an ASCII character breaks off is one U+FFFD, and the character stays', async () => {
    expectSame(await decode(hex('e3 81 41')), '\ufffdA', 'text');
  });

  test('a truncated sequence is one U+FFFD, surrogates and overlong forms are one for each byte', async () => {
    expectSame(await decode(hex('f0 9f 98')), '\ufffd', 'text of F0 9F 98, an emoji without its last byte');
    expectSame(await decode(hex('ed a0 80')), '\ufffd\ufffd\ufffd', 'text of ED A0 80, a surrogate');
    expectSame(await decode(hex('c0 80')), '\ufffd\ufffd', 'text of C0 80, an overlong null');
    expectSame(
      await decode(hex('f4 90 80 80')),
      '\ufffd\ufffd\ufffd\ufffd',
      'text of F4 90 80 80, above U+10FFFF',
    );
  });

  test('a leading byte order mark survives', async () => {
    expectSame(await decode(hex('ef bb bf 61')), '\ufeffa', 'text');
    expectSame((await run.utf8Encode({ texts: ['\ufeffa'] }))[0], hex('ef bb bf 61'), 'bytes');
  });

  test('random UTF-16, lone surrogates included, encodes as TextEncoder does it', async () => {
    const unit = fc.oneof(
      fc.integer({ min: 0, max: 0xffff }),
      fc.integer({ min: 0xd800, max: 0xdbff }),
      fc.integer({ min: 0xdc00, max: 0xdfff }),
    );
    const units = fc.array(unit, { maxLength: 12 }).map((values) => String.fromCharCode(...values));
    await checkEncode([...fc.sample(units, 1000), ...fc.sample(troubleText(), 500)]);
  });

  test('a megabyte does not overflow the stack', async () => {
    const text = 'aé牛🙃'.repeat(100_000);
    await checkEncode([text]);
    await checkDecode([utf8(text)]);
  });
});
