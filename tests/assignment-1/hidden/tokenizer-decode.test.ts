import { expectError, expectSame, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import { hex, utf8 } from '../support/bytes.ts';
import { BYTE_TOKENS, modelTokens, vocabData } from '../support/models.ts';
import { tiktoken } from '../support/tiktoken.ts';

const BYTES = { vocab: vocabData(BYTE_TOKENS) };

/** The platform's decoder: U+FFFD for every maximal subpart, and U+FEFF stays. */
const lossy = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

exercise('tokenizer-decode', ({ test, run, seed }) => {
  const gpt2 = tiktoken('gpt2');

  test('GPT-2: random ids, and those of texts, give their bytes, and the text that is decoded from all of them', async () => {
    const random = fc.sample(fc.array(fc.integer({ min: 0, max: 50_256 }), { maxLength: 20 }), 300);
    const texts = [
      ...fc.sample(troubleText({ wellFormed: true }), 200),
      ...fc.sample(fc.string({ unit: 'grapheme' }), 100),
    ];
    const cases = [
      ...random.map((ids) => ({ ids, bytes: gpt2.bytes(ids) })),
      ...texts.map((text) => ({ ids: gpt2.ids(text), bytes: utf8(text) })),
    ];
    const decoded = await run.decode({ vocab: 'gpt2', idLists: cases.map(({ ids }) => ids) });
    for (const [i, { ids, bytes }] of cases.entries()) {
      expectSame(decoded[i], { text: lossy(bytes), bytes }, 'decoded', `ids: ${show(ids)}`);
    }
  });

  test('an emoji in four tokens is one character, wherever it is cut', async () => {
    const tokens = [
      '\u00f0',
      '\u009f',
      '\u0099',
      '\u0083',
      '\u00f0\u009f',
      '\u0099\u0083',
      '\u009f\u0099\u0083',
    ];
    const idLists = [
      [0, 1, 2, 3],
      [4, 2, 3],
      [4, 5],
      [0, 6],
      [0, 1, 5, 4, 5],
    ];
    const decoded = await run.decode({ vocab: vocabData(tokens), idLists });
    expectSame(
      decoded.map(({ text }) => text),
      ['🙃', '🙃', '🙃', '🙃', '🙃🙃'],
      'texts',
    );
  });

  test('a U+FEFF at the beginning stays', async () => {
    const text = '\ufeffa\ufeff';
    const decoded = await run.decode({ ...BYTES, idLists: [[...utf8(text)]] });
    expectSame(decoded, [{ text, bytes: utf8(text) }], 'decoded');
  });

  test('malformed tokens next to each other become one U+FFFD for each maximal subpart', async () => {
    const cases: [tokens: string, text: string][] = [
      ['e2 82|e2 82 ac', '\ufffd€'],
      ['f0 9f|99', '\ufffd'],
      ['f0|9f 99|41', '\ufffdA'],
      ['ed|a0 80', '\ufffd\ufffd\ufffd'],
      ['c0|80', '\ufffd\ufffd'],
      ['80|80', '\ufffd\ufffd'],
      ['e3 81|f0 9f', '\ufffd\ufffd'],
      ['c3|c3 a9', '\ufffdé'],
    ];
    for (const [tokens, text] of cases) {
      const known = [...new Set(tokens.split('|'))];
      const vocab = known.map((token, id) => ({ id, bytes: hex(token) }));
      const ids = tokens.split('|').map((token) => known.indexOf(token));
      const [decoded] = await run.decode({ vocab, idLists: [ids] });
      expectSame(decoded, { text, bytes: hex(tokens.replaceAll('|', ' ')) }, 'decoded', `tokens: ${tokens}`);
    }
  });

  test('random bytes, one token each, decode as they do at once', async () => {
    const random = randomSource(seed);
    const troublesome = [0x41, 0x80, 0xbf, 0xc0, 0xc3, 0xe0, 0xa0, 0xe3, 0xed, 0xf0, 0x90, 0xf4, 0x8f, 0xff];
    const idLists = Array.from({ length: 500 }, () =>
      Array.from({ length: random.int(1, 10) }, () => random.pick(troublesome)),
    );
    const decoded = await run.decode({ ...BYTES, idLists });
    for (const [i, ids] of idLists.entries()) {
      expectSame(
        decoded[i]!.text,
        lossy(Uint8Array.from(ids)),
        'text',
        `bytes: ${show(Uint8Array.from(ids))}`,
      );
    }
  });

  test('special tokens decode to their text', async () => {
    const specialTokens = ['<|fin du texte é|>', '<|🙃|>'];
    const vocab = vocabData(modelTokens([], specialTokens));
    const decoded = await run.decode({ vocab, specialTokens, idLists: [[97, 256, 257, 98]] });
    const text = 'a<|fin du texte é|><|🙃|>b';
    expectSame(decoded, [{ text, bytes: utf8(text) }], 'decoded');
  });

  test('ids need not begin at 0, and may have gaps', async () => {
    const decoded = await run.decode({
      vocab: vocabData(['a', 'bc'], [7, 4_000_000]),
      idLists: [[4_000_000, 7]],
    });
    expectSame(decoded, [{ text: 'bca', bytes: utf8('bca') }], 'decoded');
  });

  test('an unknown id, or what is no id, is a RangeError that names it and its index', async () => {
    for (const [wrong, shown] of [
      [300, '300'],
      [-1, '-1'],
      [1.5, '1.5'],
      [NaN, 'NaN'],
    ] as const) {
      await expectError(
        run.decode({ ...BYTES, idLists: [[97, 98, wrong, 99]] }),
        'RangeError',
        shown,
        /\b2\b/,
      );
    }
  });

  test('a million ids', async () => {
    const ids = Uint32Array.from({ length: 1_000_000 }, (_, i) => 97 + ((i * 7919 + i * i) % 26));
    const [decoded] = await run.decode({ ...BYTES, idLists: [ids] });
    const expected = Uint8Array.from(ids);
    expectSame(decoded!.bytes, expected, 'bytes');
    expectSame(decoded!.text, lossy(expected), 'text');
  });
});
