import { gpt2VocabFiles } from '@dawnbook/datasets';
import { expectError, expectSame, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import type { MergePair } from '../support/merges.ts';
import { modelData, modelTokens } from '../support/models.ts';
import { tiktoken } from '../support/tiktoken.ts';
import { trainOracle } from './oracles/bpe.ts';
import { encodeOracle } from './oracles/encode.ts';
import { scanPieces } from './oracles/pre-tokens.ts';
import { standIns } from './oracles/stand-ins.ts';

const END = '<|endoftext|>';
const VERSION = '#version: 0.2';

/** Tokens of bytes that files of text are apt to lose: white space, controls, what Latin-1 or Unicode call spaces. */
const INVISIBLE: readonly MergePair[] = [
  [' ', ' '],
  ['  ', '  '],
  ['\n', '\n'],
  ['\r', '\n'],
  ['\t', ' '],
  ['\u0000', '\u0001'],
  ['\u00a0', '\u00a0'],
  ['\u00ad', '\u007f'],
  ['\u0085', '\u001c'],
  ['\u00c2', '\u0085'],
  ['\u00c2', '\u00a0'],
];

exercise('gpt2-vocab-files', ({ test, run, seed }) => {
  const gpt2 = tiktoken('gpt2');

  test("the published files of GPT-2 give tiktoken's ids", async () => {
    const texts = [...fc.sample(troubleText(), 200), ...fc.sample(fc.string({ unit: 'grapheme' }), 100)];
    const actual = await run.loadGpt2Files({
      ...gpt2VocabFiles(),
      specialTokens: [END],
      texts: [...texts, `a${END}b`],
    });
    for (const [i, text] of texts.entries())
      expectSame(actual[i], gpt2.ids(text), 'ids', `text: ${show(text)}`);
    expectSame(actual.at(-1), [64, 50256, 65], 'ids with a special token');
  });

  test('tokens of white space and control bytes are written in stand-ins, and read again', async () => {
    const standIn = standIns();
    const visible = (token: string): string =>
      Array.from(token, (char) => standIn[char.charCodeAt(0)]).join('');
    const { vocabJson, mergesTxt } = await run.saveGpt2Files(modelData(INVISIBLE));
    const lines = INVISIBLE.map((merge) => merge.map(visible).join(' '));
    expectSame(mergesTxt.trimEnd().split('\n'), [VERSION, ...lines], 'lines');
    const tokens = modelTokens(INVISIBLE);
    const ids = Object.fromEntries(tokens.map((token, id) => [visible(token), id]));
    expectSame(JSON.parse(vocabJson), ids, 'vocab.json');
    const texts = ['    ', 'a\n\nb', '\t \r\n', '\u0000\u0001', '\u0085\u00a0'];
    const loaded = await run.loadGpt2Files({ vocabJson, mergesTxt, texts });
    const expected = texts.map((text) => encodeOracle(text, INVISIBLE).map((token) => tokens.indexOf(token)));
    expectSame(loaded, expected, 'ids');
  });

  test('20 trained models encode after the round trip as before', async () => {
    const random = randomSource(seed);
    for (let round = 0; round < 20; round++) {
      const corpus = fc.sample(troubleText({ maxLength: 20, wellFormed: true }), 12);
      const pieces = corpus.flatMap((text) => scanPieces(text, 'gpt2'));
      const merges = trainOracle(
        pieces.map((text) => ({ text, count: random.int(1, 3) })),
        15,
      );
      const tokens = modelTokens(merges);
      const texts = corpus.slice(0, 6);
      const { vocabJson, mergesTxt } = await run.saveGpt2Files(modelData(merges));
      const actual = await run.loadGpt2Files({ vocabJson, mergesTxt, texts });
      for (const [i, text] of texts.entries()) {
        const expected = encodeOracle(text, merges).map((token) => tokens.indexOf(token));
        expectSame(actual[i], expected, 'ids', `text: ${show(text)}\nmerges.txt: ${show(mergesTxt)}`);
      }
    }
  });

  test('merges of "#" are merges, not comments, with and without a version line', async () => {
    const merges = [
      ['#', '#'],
      ['##', '#'],
      ['#', '!'],
    ] as const;
    const texts = ['##', '###', '#!'];
    const expected = [[256], [257], [258]];
    const { vocabJson, mergesTxt } = await run.saveGpt2Files(modelData(merges));
    const lines = mergesTxt.trimEnd().split('\n');
    expectSame(lines, [VERSION, '# #', '## #', '# !'], 'lines');
    expectSame(await run.loadGpt2Files({ vocabJson, mergesTxt, texts }), expected, 'ids');
    const withoutVersion = lines.slice(1).join('\n');
    const context = 'without a version line';
    expectSame(
      await run.loadGpt2Files({ vocabJson, mergesTxt: withoutVersion, texts }),
      expected,
      'ids',
      context,
    );
  });

  test('CRLF, a missing version line, and blank or missing ends of the last line are accepted', async () => {
    const vocabJson = '{"a": 0, "b": 1, "ab": 2, "c": 3, "abc": 4}';
    for (const mergesTxt of [
      `${VERSION}\r\na b\r\nab c\r\n`,
      `a b\r\nab c\r\n`,
      `${VERSION}\na b\nab c`,
      `${VERSION}\na b\nab c\n\n`,
      `a b\nab c\n`,
    ]) {
      const actual = await run.loadGpt2Files({ vocabJson, mergesTxt, texts: ['abcab'] });
      expectSame(actual, [[4, 2]], 'ids', `merges.txt: ${JSON.stringify(mergesTxt)}`);
    }
  });

  test('ids keep the numbers that vocab.json gives them', async () => {
    const vocabJson = '{"a": 1000, "ab": 7, "b": 0, "<|x|>": 3}';
    const args = { vocabJson, mergesTxt: `${VERSION}\na b\n`, specialTokens: ['<|x|>'] };
    expectSame(await run.loadGpt2Files({ ...args, texts: ['aab<|x|>b'] }), [[1000, 7, 3, 0]], 'ids');
  });

  test('special tokens stand in vocab.json as plain text', async () => {
    const specialTokens = ['<|fin du texte|>', '<|é 🙃|>', '# "', 'Ġ\n'];
    const model = modelData([['a', 'b']], specialTokens);
    const { vocabJson, mergesTxt } = await run.saveGpt2Files(model);
    const ids = JSON.parse(vocabJson) as Record<string, number>;
    expectSame(
      specialTokens.map((token) => ids[token]),
      [257, 258, 259, 260],
      `ids of ${show(specialTokens)}`,
    );
    const texts = [`ab${specialTokens.toReversed().join('b')}`];
    const loaded = await run.loadGpt2Files({ vocabJson, mergesTxt, specialTokens, texts });
    expectSame(loaded, [[256, 260, 98, 259, 98, 258, 98, 257]], 'ids');
  });

  test('the pattern that is asked for is used', async () => {
    const { vocabJson, mergesTxt } = await run.saveGpt2Files(modelData([['3', '4']]));
    const args = { vocabJson, mergesTxt, texts: ['1234'] };
    expectSame(await run.loadGpt2Files(args), [[49, 50, 256]], 'ids');
    expectSame(
      await run.loadGpt2Files({ ...args, pattern: 'cl100k' }),
      [[49, 50, 51, 52]],
      'ids with cl100k',
    );
  });

  test('an error names the file and the line', async () => {
    const vocabJson = '{"a": 0, "b": 1, "ab": 2, "c": 3}';
    const cases = [
      { mergesTxt: `${VERSION}\na b\nab\n`, line: 3 },
      { mergesTxt: `${VERSION}\na b c\n`, line: 2 },
      { mergesTxt: `a b c\n`, line: 1 },
      { mergesTxt: `${VERSION}\na  b\n`, line: 2 },
      { mergesTxt: `${VERSION}\na b\n a b\n`, line: 3 },
      { mergesTxt: `${VERSION}\na b \n`, line: 2 },
      { mergesTxt: `${VERSION}\na\tb\n`, line: 2 },
      { mergesTxt: `${VERSION}\r\na b\r\nab\u2192 c\r\n`, line: 3 },
      { mergesTxt: `${VERSION}\na b\n中 a\n`, line: 3 },
      { mergesTxt: `${VERSION}\na b\na c\n`, line: 3 },
      { mergesTxt: `${VERSION}\na d\n`, line: 2 },
    ];
    for (const { mergesTxt, line } of cases) {
      const call = run.loadGpt2Files({ vocabJson, mergesTxt, texts: [] });
      await expectError(call, 'TokenizerError', 'merges.txt', new RegExp(`\\b${line}\\b`));
    }
  });

  test('a token of vocab.json with an unknown symbol is an error that names the file', async () => {
    for (const token of ['中', 'a b']) {
      const vocabJson = JSON.stringify({ a: 0, [token]: 1 });
      await expectError(
        run.loadGpt2Files({ vocabJson, mergesTxt: '', texts: [] }),
        'TokenizerError',
        'vocab.json',
      );
    }
  });

  test('a disk that fails leaves the old files', async () => {
    const saved = modelData([['a', 'b']]);
    const next = modelData([['c', 'd']]);
    const { before, after, thrown } = await run.saveGpt2FilesFailing({ saved, next });
    expectSame(after, before, 'the files afterwards');
    expectSame(thrown !== '', true, 'the promise is rejected');
  });

  test('nothing but the two files is left behind', async () => {
    const { files } = await run.saveGpt2Files(modelData([['a', 'b']]));
    expectSame(files, ['merges.txt', 'vocab.json'], 'files');
  });
});
