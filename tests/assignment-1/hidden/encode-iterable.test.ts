import { expectSame, type RandomSource, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import { utf8 } from '../support/bytes.ts';
import { sotuSlice } from '../support/corpora.ts';
import type { MergePair } from '../support/merges.ts';
import { BYTE_TOKENS, mergeData, modelTokens, vocabData } from '../support/models.ts';
import { tiktoken } from '../support/tiktoken.ts';
import { trainOracle } from './oracles/bpe.ts';
import { encodeOracle } from './oracles/encode.ts';
import { scanPieces } from './oracles/pre-tokens.ts';
import { cutParts } from './oracles/special-tokens.ts';

const BYTES = { vocab: vocabData(BYTE_TOKENS) };
const SPECIAL = '<|e|>';
const PATTERNS = ['gpt2', 'cl100k'] as const;

/** Texts in which a piece depends on what comes after it. */
const TRICKY = [
  "I'll",
  "I'LL",
  "x'v",
  "'l 'll 'lll",
  "a'",
  'a\n\n\nb',
  'a  \n  b',
  'a   b',
  'a \t b',
  '!\r\n\r\nx',
  '! \r\n\r\n x',
  '!!\n',
  '𝒜b',
  'a𝒜 𝒜',
  'aaa𝒜',
  ' all𝒜!',
  '🙃🙃 !',
  '\ud83d!',
  '1234567',
  'a1b 23',
  `x  ${SPECIAL} y`,
  `x  ${SPECIAL}${SPECIAL}  `,
  `<|e<${SPECIAL}|>`,
  ' ',
];

/** Merges under which every piece of a tricky text is few tokens, so that a wrong cut between pieces shows. */
const TRICKY_MERGES: readonly MergePair[] = [
  ["'", 'l'],
  ["'l", 'l'],
  ["'", 'v'],
  ["'", 'L'],
  ["'L", 'L'],
  ['l', 'l'],
  [' ', ' '],
  ['\n', '\n'],
  ['\r', '\n'],
  ['\r\n', '\r\n'],
  ['!', '\r\n\r\n'],
  ['!', '!'],
  ['!!', '\n'],
  [' ', '\n'],
  ['  ', '\n'],
  [' ', '\t'],
  [' ', 'b'],
  [' ', '!'],
  ['1', '2'],
  ['12', '3'],
  ['3', '4'],
  ['a', '\u00f0'],
  ['l', '\u00f0'],
  ['\u00f0', '\u009d'],
  [' ', '\u00f0'],
  ['<', '|'],
  ['|', '>'],
];

/** Cuts after every one to three code units. */
function randomCuts(random: RandomSource, text: string): number[] {
  const cuts: number[] = [];
  for (let at = random.int(1, 3); at < text.length; at += random.int(1, 3)) cuts.push(at);
  return cuts;
}

const shownCut = (text: string, cuts: readonly number[]): string =>
  `chunks: ${[0, ...cuts].map((cut, i) => show(text.slice(cut, cuts[i]))).join(' ')}`;

exercise('encode-iterable', ({ test, run, seed }) => {
  for (const pattern of PATTERNS) {
    // What is learned from texts of trouble shows wrong cuts in them. Contractions are too rare there to be learned.
    const pieces = fc.sample(troubleText(), 300).flatMap((text) => scanPieces(text, pattern));
    const counts = pieces.map((text) => ({ text, count: 1 }));
    const merges = trainOracle([...counts, { text: "'ll", count: 100 }, { text: "'ve", count: 100 }], 80);
    const tokens = modelTokens(merges);
    const oracle = tiktoken(tokens, pattern);

    test(`2,000 texts of trouble in chunks of 1 to 3 code units, pattern ${pattern}`, async () => {
      const random = randomSource(seed);
      const special = fc.constantFrom(SPECIAL, SPECIAL.slice(0, 3), SPECIAL.slice(3));
      const withSpecial = fc.array(fc.oneof(troubleText({ maxLength: 3 }), special), { maxLength: 4 });
      const texts = [
        ...fc.sample(troubleText(), 1_500),
        ...fc.sample(withSpecial, 500).map((parts) => parts.join('')),
      ];
      const inputs = texts.map((text) => ({ text, cuts: randomCuts(random, text) }));
      const actual = await run.encodeIterable({
        vocab: vocabData(tokens),
        merges: mergeData(merges),
        specialTokens: [SPECIAL],
        pattern,
        inputs,
      });
      for (const [i, { text, cuts }] of inputs.entries()) {
        const parts = cutParts(text, [SPECIAL]);
        const expected = parts.flatMap((part) => (part.special ? [tokens.length] : oracle.ids(part.text)));
        expectSame(actual[i], expected, 'ids', shownCut(text, cuts));
      }
    });

    test(`tricky texts cut at every position, pattern ${pattern}`, async () => {
      const known = modelTokens(TRICKY_MERGES, [SPECIAL]);
      const inputs = TRICKY.flatMap((text) => {
        const positions = Array.from({ length: text.length - 1 }, (_, i) => i + 1);
        return [...positions.map((cut) => [cut]), positions].map((cuts) => ({ text, cuts }));
      });
      const actual = await run.encodeIterable({
        vocab: vocabData(known),
        merges: mergeData(TRICKY_MERGES),
        specialTokens: [SPECIAL],
        pattern,
        inputs,
      });
      for (const [i, { text, cuts }] of inputs.entries()) {
        const expected = encodeOracle(text, TRICKY_MERGES, { pattern, specialTokens: [SPECIAL] });
        const shown = actual[i]!.map((id) => known[id]);
        expectSame(shown, expected, 'tokens', shownCut(text, cuts));
      }
    });
  }

  test('special tokens that begin alike, completed or refuted by a later chunk', async () => {
    const specialTokens = ['<|e|>', '<|e|><|f|>', '<|e|><|g'];
    const vocab = vocabData(modelTokens([], specialTokens));
    const [short, long, other] = [256, 257, 258];
    const cases: [chunks: string[], expected: number[]][] = [
      [['<|e|><|', 'f|>'], [long]],
      [['<|e|><|', 'f|', '>'], [long]],
      [
        ['<|e|><|', 'fx'],
        [short, ...utf8('<|fx')],
      ],
      [['<|e|>', '<|', 'g'], [other]],
      [
        ['<|e|><|f', '|'],
        [short, ...utf8('<|f|')],
      ],
      [
        ['<|e|><|', 'e|>'],
        [short, short],
      ],
      [
        ['<|e|><', '|e|><|f|>'],
        [short, long],
      ],
      [['<|', 'e', '|', '>'], [short]],
      [['<|', 'e', '|'], [...utf8('<|e|')]],
      [
        ['a<|e|>', ' b'],
        [97, short, 32, 98],
      ],
    ];
    const inputs = cases.map(([chunks]) => ({ text: chunks.join(''), cuts: cutsOf(chunks) }));
    const actual = await run.encodeIterable({ vocab, specialTokens, inputs });
    for (const [i, [chunks, expected]] of cases.entries()) {
      expectSame(actual[i], expected, 'ids', `chunks: ${chunks.map((chunk) => show(chunk)).join(' ')}`);
    }
  });

  test('random special tokens over few letters, in random chunks', async () => {
    const random = randomSource(seed);
    const letters = (max: number): string =>
      Array.from({ length: random.int(1, max) }, () => random.pick(['a', 'b', ' '])).join('');
    for (let round = 0; round < 12; round++) {
      const specialTokens = [...new Set(Array.from({ length: random.int(1, 4) }, () => letters(5)))];
      // A special token of one letter has the bytes of an ordinary one, and the larger id.
      const special = specialTokens.map((token, i) => ({ id: 300 + i, bytes: utf8(token) }));
      const texts = Array.from({ length: 100 }, () => letters(16));
      const inputs = texts.map((text) => ({ text, cuts: randomCuts(random, text) }));
      const actual = await run.encodeIterable({ vocab: [...BYTES.vocab, ...special], specialTokens, inputs });
      for (const [i, { text, cuts }] of inputs.entries()) {
        const expected = cutParts(text, specialTokens).flatMap((part) =>
          part.special ? [300 + specialTokens.indexOf(part.text)] : [...utf8(part.text)],
        );
        expectSame(
          actual[i],
          expected,
          'ids',
          `special tokens ${show(specialTokens)}, ${shownCut(text, cuts)}`,
        );
      }
    }
  });

  test('special tokens that are not allowed are ordinary text, also over chunks', async () => {
    const specialTokens = ['<s>', '<t>'];
    const args = { vocab: vocabData(modelTokens([], specialTokens)), specialTokens };
    const inputs = [{ text: 'a<s><t>', cuts: [2, 5] }];
    const none = await run.encodeIterable({ ...args, inputs, allowedSpecial: 'none' });
    expectSame(none, [[...utf8('a<s><t>')]], "ids with 'none'");
    const list = await run.encodeIterable({ ...args, inputs, allowedSpecial: ['<t>'] });
    expectSame(list, [[...utf8('a<s>'), 257]], "ids with ['<t>']");
    const all = await run.encodeIterable({ ...args, inputs, allowedSpecial: 'all' });
    expectSame(all, [[97, 256, 257]], "ids with 'all'");
  });

  test('the first 1,000 ids of a source without an end', async () => {
    const chunks = ['It was the ', 'best of times, it was', ' the worst ', 'of times; '];
    const text = chunks.join('');
    const { ids, pulled, closed } = await run.encodeIterableTake({ ...BYTES, chunks, take: 1000 });
    expectSame(ids, [...utf8(text.repeat(20))].slice(0, 1000), 'ids');
    expectSame(closed, true, 'source closed after the consumer has left');
    // 1,000 characters are 75 chunks or less of these; a word may end in the chunk after that.
    expectSame(
      pulled <= 4 * Math.ceil(1000 / text.length) + 1,
      true,
      'no more pulled than needed',
      `${pulled} chunks`,
    );
  });

  test('nothing is pulled before the first id is asked for', async () => {
    const { pulled } = await run.encodeIterableTake({ ...BYTES, chunks: ['a b'], take: 0 });
    expectSame(pulled, 0, 'chunks pulled');
  });

  test('5 MB of prose: a chunk is pulled when no certain id is left, and little text is held back', async () => {
    const text = sotuSlice(randomSource(seed), 50_000)
      .replaceAll(/[^A-Za-z,.;' ]/g, ' ')
      .replaceAll(/ +/g, ' ');
    const repeat = Math.ceil(5_000_000 / text.length);
    const lag = await run.encodeIterableLag({ ...BYTES, text, repeat, chunkChars: 64 });
    expectSame(lag.ids, text.length * repeat, 'number of ids');
    expectSame(
      lag.maxLagChars <= 4096,
      true,
      'at most 4,096 characters held back',
      `held back: ${lag.maxLagChars}`,
    );
    const context = `read ahead: ${lag.maxPulledAhead} chunks`;
    expectSame(lag.maxPulledAhead <= 1, true, 'at most one chunk read beyond that of the id', context);
  });

  test('an error of the source arrives, after the ids of the text before it', async () => {
    const chunks = ['Hello there, how are', ' you do'];
    const { ids, thrown } = await run.encodeIterableFailing({ ...BYTES, chunks, message: 'the disk failed' });
    expectSame(thrown, 'the disk failed', 'message of the error');
    const text = String.fromCharCode(...ids);
    expectSame(
      chunks.join('').startsWith(text),
      true,
      'the ids belong to the text',
      `text of the ids: ${show(text)}`,
    );
    const certain = 'Hello there, how';
    expectSame(text.startsWith(certain), true, `"${certain}" has arrived`, `text of the ids: ${show(text)}`);
  });

  test('a file whose characters lie across the edges of 64 KiB', async () => {
    const merges = [
      ['\u00f0', '\u009f'],
      ['\u0099', '\u0083'],
      ['\u00f0\u009f', '\u0099\u0083'],
    ] as const;
    const tokens = modelTokens(merges);
    const prose = sotuSlice(randomSource(seed), 70_000).replaceAll(/[^ -~]/g, ' ');
    let text = '';
    for (const edge of [1, 2, 3]) {
      const before = edge * 65_536 - edge - Buffer.byteLength(text);
      text += `${prose.slice(0, before - 1)} 🙃${prose.slice(before, before + 50)}`;
    }
    const args = { vocab: vocabData(tokens), merges: mergeData(merges), bytes: utf8(text) };
    const { batches, overlapped } = await run.encodeFile(args);
    const expected = Array.from(text, (char) => (char === '🙃' ? 258 : char.charCodeAt(0)));
    expectSame(batches.flat(), expected, 'ids');
    expectSame(batches.length > 1, true, 'the ids come in several batches', `batches: ${batches.length}`);
    expectSame(overlapped, false, 'onTokens called while its last promise was pending');
  });

  test('a file is read while its ids are handed on, not before', async () => {
    const bytes = utf8('read me. '.repeat(60_000));
    const newEnd = utf8('written later. '.repeat(100));
    const { count, last } = await run.encodeFileOverwritten({ ...BYTES, bytes, newEnd });
    expectSame(count, bytes.length, 'number of ids');
    expectSame(last, [...newEnd], 'the last ids, of text that was written after the first ids had arrived');
  });

  test('a file without bytes has no ids', async () => {
    const { batches } = await run.encodeFile({ ...BYTES, bytes: new Uint8Array() });
    expectSame(batches.flat(), [], 'ids');
  });
});

function cutsOf(chunks: readonly string[]): number[] {
  const cuts: number[] = [];
  for (const chunk of chunks) cuts.push((cuts.at(-1) ?? 0) + chunk.length);
  return cuts.slice(0, -1);
}
