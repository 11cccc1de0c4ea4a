import { expectError, expectSame, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import { toLatin1, utf8 } from '../support/bytes.ts';
import { sotuSlice, udhrPassages } from '../support/corpora.ts';
import { BYTE_TOKENS, mergeData, modelData, modelTokens, vocabData } from '../support/models.ts';
import { tiktoken } from '../support/tiktoken.ts';
import { trainOracle } from './oracles/bpe.ts';
import { encodeOracle } from './oracles/encode.ts';
import { plainMerge, randomMerges } from './oracles/merge-loop.ts';
import { scanPieces } from './oracles/pre-tokens.ts';

const END = '<|endoftext|>';

/** Any text that JavaScript can hold: code points of all planes, and code units without a partner. */
const unicodeText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
);

exercise('tokenizer-encode', ({ test, run, seed }) => {
  const gpt2 = tiktoken('gpt2');

  /** Encodes texts with GPT-2's vocabulary and compares with tiktoken, text by text. */
  const expectParity = async (texts: readonly string[]): Promise<void> => {
    const actual = await run.encode({ vocab: 'gpt2', texts: [...texts] });
    expectSame(actual.length, texts.length, 'number of results');
    for (const [i, text] of texts.entries())
      expectSame(actual[i], gpt2.ids(text), 'ids', `text: ${show(text)}`);
  };

  test("GPT-2's ids for the alphabet of trouble, and for 10,000 random Unicode strings", () =>
    expectParity([...fc.sample(troubleText(), 500), ...fc.sample(unicodeText, 10_000)]));

  test("GPT-2's ids for real text: 20 scripts, and 100 kB of English", async () => {
    const random = randomSource(seed);
    const passages = udhrPassages(random, { scripts: 20, count: 2, length: 400 });
    await expectParity([...passages.map(({ text }) => text), sotuSlice(random, 100_000)]);
  });

  for (const pattern of ['gpt2', 'cl100k'] as const) {
    const pieces = fc.sample(troubleText(), 300).flatMap((text) => scanPieces(text, pattern));
    const merges = trainOracle(
      pieces.map((text) => ({ text, count: 1 })),
      80,
    );
    const tokens = modelTokens(merges);
    const oracle = tiktoken(tokens, pattern);

    test(`tiktoken's ids with a vocabulary that was learned from texts of trouble, pattern ${pattern}`, async () => {
      const texts = fc.sample(troubleText(), 500);
      const actual = await run.encode({
        vocab: vocabData(tokens),
        merges: mergeData(merges),
        pattern,
        texts,
      });
      for (const [i, text] of texts.entries())
        expectSame(actual[i], oracle.ids(text), 'ids', `text: ${show(text)}`);
    });
  }

  test('the tokens of the ids join to the UTF-8 of the text', async () => {
    const random = randomSource(seed);
    const merges = randomMerges(random, Array.from('aelL \u00c3\u00a9\u00f0\u009f'), { count: 60 });
    const tokens = modelTokens(merges);
    const texts = [
      ...fc.sample(troubleText({ wellFormed: true }), 200),
      ...fc.sample(fc.string({ unit: 'grapheme' }), 200),
    ];
    const actual = await run.encode({ vocab: vocabData(tokens), merges: mergeData(merges), texts });
    for (const [i, text] of texts.entries()) {
      const joined = actual[i]!.map((id) => tokens[id]).join('');
      expectSame(joined, toLatin1(utf8(text)), 'bytes of the ids', `text: ${show(text)}`);
    }
  });

  test('special tokens at both ends, adjacent, and three in a row', async () => {
    const texts = [`${END}a${END}`, `${END}${END}${END}`, END, `b${END}${END}c`];
    const actual = await run.encode({
      vocab: vocabData(modelTokens([], [END])),
      specialTokens: [END],
      texts,
    });
    const expected = [[256, 97, 256], [256, 256, 256], [256], [98, 256, 256, 99]];
    expectSame(actual, expected, 'ids');
  });

  test('the longest special token wins, in whichever order they are given', async () => {
    const doubled = END + END;
    const texts = [`${END}${END}${END}`, `${END} ${doubled}`];
    const model = { vocab: vocabData(modelTokens([], [END, doubled])) };
    const expected = [
      [257, 256],
      [256, 32, 257],
    ];
    for (const specialTokens of [
      [END, doubled],
      [doubled, END],
    ]) {
      const actual = await run.encode({ ...model, specialTokens, texts });
      expectSame(actual, expected, 'ids', `special tokens: ${show(specialTokens)}`);
    }
  });

  test('special tokens that the vocabulary lacks get the next ids, in the given order', async () => {
    const specialTokens = ['<|z|>', '<|a|>', '<|é🙃|>'];
    const vocab = vocabData(BYTE_TOKENS);
    const actual = await run.encode({ vocab, specialTokens, texts: ['<|a|>', '<|z|>', '<|é🙃|>'] });
    expectSame(actual, [[257], [256], [258]], 'ids');
  });

  test('the next id follows the largest one, also where ids have gaps', async () => {
    const ids = BYTE_TOKENS.map((_, byte) => 1000 + 3 * byte);
    const args = { vocab: vocabData(BYTE_TOKENS, ids), specialTokens: [END, '<|pad|>'] };
    const actual = await run.encode({ ...args, texts: [`a${END}b<|pad|>`] });
    expectSame(actual, [[1291, 1766, 1294, 1767]], 'ids');
    const { vocabSize } = await run.vocabularyFacts({ ...args, tokenIds: [] });
    expectSame(vocabSize, 1768, 'vocabSize');
  });

  test('a special token takes the largest id that has its bytes', async () => {
    const vocab = vocabData([...BYTE_TOKENS, 'ab', END, 'ab']);
    const args = { vocab, merges: mergeData([['a', 'b']]), specialTokens: ['ab'] };
    expectSame(await run.encode({ ...args, texts: ['ab', 'cabd'] }), [[258], [99, 258, 100]], 'ids');
  });

  test("with allowedSpecial 'none' special tokens are ordinary text", async () => {
    const merges = [['<', '|']] as const;
    const args = {
      vocab: vocabData(modelTokens(merges, [END])),
      merges: mergeData(merges),
      specialTokens: [END],
    };
    const [ids] = await run.encode({ ...args, allowedSpecial: 'none', texts: [`a${END}b`] });
    expectSame(ids, [97, 256, ...utf8('endoftext|>b')], 'ids');
  });

  test('with a list the special tokens outside of it are ordinary text', async () => {
    const args = { vocab: vocabData(modelTokens([], ['<s>', '<s><t>'])), specialTokens: ['<s>', '<s><t>'] };
    const texts = ['<s><t>', '<s>'];
    const ordinary = Array.from('<t>', (char) => char.charCodeAt(0));
    const expected = {
      all: [[257], [256]],
      short: [[256, ...ordinary], [256]],
      long: [[257], Array.from('<s>', (char) => char.charCodeAt(0))],
    };
    expectSame(await run.encode({ ...args, texts, allowedSpecial: 'all' }), expected.all, "ids with 'all'");
    expectSame(
      await run.encode({ ...args, texts, allowedSpecial: ['<s>'] }),
      expected.short,
      "ids with ['<s>']",
    );
    expectSame(
      await run.encode({ ...args, texts, allowedSpecial: ['<s><t>'] }),
      expected.long,
      "ids with ['<s><t>']",
    );
    expectSame(
      await run.encode({ ...args, texts: ['<s>'], allowedSpecial: [] }),
      [Array.from('<s>', (char) => char.charCodeAt(0))],
      'ids with []',
    );
  });

  test('text before a special token is pre-tokenized as if it ended there', async () => {
    const merges = [
      [' ', ' '],
      ['\n', '\n'],
    ] as const;
    const model = {
      vocab: vocabData(modelTokens(merges, [END])),
      merges: mergeData(merges),
      specialTokens: [END],
    };
    const texts = [`x  ${END}`, `x  ${END}  y`, `\n\n${END}\n\nz`];
    const expected = [
      [120, 256, 258],
      [120, 256, 258, 32, 32, 121],
      [257, 258, 10, 10, 122],
    ];
    expectSame(await run.encode({ ...model, texts }), expected, 'ids');
  });

  test('merges apply in order of creation: not the longest match, not the leftmost pair', async () => {
    const cases = [
      // "abcd" is in the vocabulary, but b·c comes first and a·bc is no merge.
      { merges: ['b c', 'a b', 'c d', 'ab cd'], text: 'abcd', expected: ['a', 'bc', 'd'] },
      // Two pairs overlap: the later one in the text has the lower rank.
      { merges: ['b c', 'a b'], text: 'abc', expected: ['a', 'bc'] },
      { merges: ['a b', 'b c'], text: 'abc', expected: ['ab', 'c'] },
      // All occurrences of a merge come before the next merge.
      { merges: ['a b', 'ab a', 'ab ab'], text: 'abab', expected: ['abab'] },
      { merges: ['c d', 'a b', 'ab cd', 'b cd'], text: 'abcd', expected: ['abcd'] },
    ];
    for (const { merges, text, expected } of cases) {
      const pairs = merges.map((merge) => merge.split(' ') as [string, string]);
      const tokens = modelTokens(pairs);
      const [ids] = await run.encode({ vocab: vocabData(tokens), merges: mergeData(pairs), texts: [text] });
      expectSame(
        ids!.map((id) => tokens[id]),
        expected,
        'tokens',
        `text ${show(text)}, merges ${merges.join(', ')}`,
      );
    }
  });

  test('random vocabularies with any numbering give the ids of the plain merge loop', async () => {
    const random = randomSource(seed);
    for (let round = 0; round < 8; round++) {
      const alphabet = ['a', 'b', 'c', 'd'].slice(0, 2 + (round % 3));
      const merges = randomMerges(random, alphabet, { count: 25 });
      const tokens = modelTokens(merges);
      const ids = shuffledIds(tokens.length, random);
      const texts = Array.from({ length: 40 }, () =>
        Array.from({ length: random.int(1, 24) }, () => random.pick(alphabet)).join(''),
      );
      const actual = await run.encode({ vocab: vocabData(tokens, ids), merges: mergeData(merges), texts });
      for (const [i, text] of texts.entries()) {
        const expected = plainMerge(text, merges).map((token) => ids[tokens.indexOf(token)]);
        expectSame(
          actual[i],
          expected,
          'ids',
          `text ${show(text)}, merges ${show(merges.map((m) => m.join('·')))}`,
        );
      }
    }
  });

  test('encoding again, and with other tokenizers in between, gives the same ids', async () => {
    const random = randomSource(seed);
    const models = (['gpt2', 'cl100k', 'gpt2', 'cl100k'] as const).map((pattern) => {
      const merges = randomMerges(random, ['a', 'b', ' ', "'"], { count: 12 });
      return { merges, tokens: modelTokens(merges), pattern };
    });
    const words = ['ab', ' ab', '  ab', 'ab\n\n', 'abab ab', "ab'AB", '!ab', '1234', 'ab 1234', ' !ab\nab'];
    const texts = [...words, ...words];
    const actual = await run.encodeInterleaved({
      tokenizers: models.map(({ merges, tokens, pattern }) => ({
        vocab: vocabData(tokens),
        merges: mergeData(merges),
        pattern,
      })),
      texts,
    });
    for (const [i, text] of texts.entries()) {
      const expected = models.map(({ merges, tokens, pattern }) =>
        encodeOracle(text, merges, { pattern }).map((token) => tokens.indexOf(token)),
      );
      expectSame(actual[i], expected, 'ids of each tokenizer', `text: ${show(text)}`);
    }
  });

  test('nothing changes when the arguments of the constructor are overwritten', async () => {
    const merges = [
      ['a', 'b'],
      ['ab', 'c'],
    ] as const;
    const { ids, vocabSize, tokens } = await run.encodeAfterOverwriting({
      vocab: vocabData(modelTokens(merges, [END])),
      merges: mergeData(merges),
      specialTokens: [END],
      texts: ['abc', `ab${END}`],
      tokenIds: [257, 258],
    });
    expectSame(ids, [[257], [256, 258]], 'ids');
    expectSame(vocabSize, 259, 'vocabSize');
    expectSame(tokens.map(toLatin1), ['abc', END], 'tokens');
  });

  test('a trained model brings its special tokens and its pattern', async () => {
    const model = modelData([[' ', ' ']], ['<s>']);
    const texts = ['a  b<s>', "x'S"];
    const bytes = (text: string): number[] => [...utf8(text)];
    const expected = [[...bytes('a  b'), 257], bytes("x'S")];
    expectSame(await run.encodeModel({ ...model, texts }), expected, 'ids');
    const digits = modelData([['3', '4']]);
    const split = { ...digits, texts: ['1234'] };
    expectSame(
      await run.encodeModel({ ...split, pattern: 'gpt2' }),
      [[49, 50, 256]],
      'ids with the pattern gpt2',
    );
    expectSame(await run.encodeModel({ ...split, pattern: 'cl100k' }), [bytes('1234')], 'ids with cl100k');
  });

  test('a merge needs its parts and its result in the vocabulary', async () => {
    const merges = mergeData([['x', 'y']]);
    const cases = [
      { tokens: ['x', 'xy'], named: naming('y') },
      { tokens: ['y', 'xy'], named: naming('x') },
      { tokens: ['x', 'y'], named: naming('x') },
    ];
    for (const { tokens, named } of cases) {
      await expectError(run.encode({ vocab: vocabData(tokens), merges, texts: [] }), 'TokenizerError', named);
    }
  });

  test('the same merge twice is an error', async () => {
    const merges = mergeData([
      ['x', 'y'],
      ['x', 'y'],
    ]);
    const args = { vocab: vocabData(['x', 'y', 'xy']), merges, texts: [] };
    await expectError(run.encode(args), 'TokenizerError', naming('x'));
  });

  test('two ids with the same bytes are an error', async () => {
    const vocab = vocabData(['x', 'yz', 'yz'], [3, 17, 42]);
    await expectError(run.encode({ vocab, texts: [] }), 'TokenizerError', /\b17\b/, /\b42\b/);
  });

  test('a byte without a token is an error of encode, which names the byte and its position', async () => {
    const vocab = vocabData(['a', 'b']);
    expectSame(await run.encode({ vocab, texts: ['abba'] }), [[0, 1, 1, 0]], 'ids');
    await expectError(run.encode({ vocab, texts: ['abac'] }), 'TokenizerError', /99|63|"c"|'c'/, /\b3\b/);
  });
});

/** Matches a message that shows a token, as text or as bytes in hexadecimal or decimal notation. */
function naming(token: string): RegExp {
  const codes = Array.from(token, (char) => char.charCodeAt(0));
  const notations = [token, codes.map((code) => code.toString(16)).join(' ?'), codes.join(', ?')];
  return new RegExp(notations.map((notation) => `\\b${notation}`).join('|'), 'i');
}

/** Ids in random order, from a random first one on, with gaps. */
function shuffledIds(count: number, random: ReturnType<typeof randomSource>): number[] {
  const first = random.int(1, 500);
  const ids = Array.from({ length: count }, (_, i) => first + 2 * i);
  for (let i = count - 1; i > 0; i--) {
    const j = random.int(0, i);
    [ids[i], ids[j]] = [ids[j]!, ids[i]!];
  }
  return ids;
}
