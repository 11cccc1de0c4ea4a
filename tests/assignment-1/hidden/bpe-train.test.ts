import { expectAtMost, expectError, expectSame, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import { toLatin1, utf8 } from '../support/bytes.ts';
import { type MergePair, mergePairs } from '../support/merges.ts';
import { trainOracle } from './oracles/bpe.ts';
import { corpus, repetitiveCorpus } from './oracles/corpora.ts';
import { type Counts, countPieces, toCounts } from './oracles/counts.ts';
import type { PatternName } from './oracles/pre-tokens.ts';
import { baseWords, noiseWords } from './oracles/work-corpora.ts';

const END = '<|endoftext|>';
const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/hidden/${name}`, import.meta.url), 'utf8');

exercise('bpe-train', ({ test, run, seed }) => {
  const checkCounts = async (counts: Counts, numMerges: number): Promise<void> => {
    const { merges } = await run.trainBpeFromCounts({ counts, vocabSize: 256 + numMerges });
    expectSame(mergePairs(merges), trainOracle(counts, numMerges), 'merges', `corpus: ${show(counts)}`);
  };
  /** Trains on a text, with all that there is to learn up to 40 merges, and compares with the oracle. */
  const checkText = async (
    text: string,
    options: { specialTokens?: string[]; pattern?: PatternName; numWorkers?: number } = {},
  ): Promise<void> => {
    const { specialTokens = [], pattern = 'gpt2' } = options;
    const vocabSize = 256 + 40 + specialTokens.length;
    const { merges, vocab } = await run.trainBpe({ text, vocabSize, ...options });
    const expected = trainOracle(toCounts(countPieces(text, specialTokens, pattern)), 40);
    const context = `text: ${show(text)}, special tokens: ${show(specialTokens)}`;
    expectSame(mergePairs(merges), expected, 'merges', context);
    const tokens = [
      ...expected.map(([left, right]) => left + right),
      ...specialTokens.map((t) => toLatin1(utf8(t))),
    ];
    expectSame(
      vocab.slice(256).map(({ bytes }) => toLatin1(bytes)),
      tokens,
      'tokens from 256 on',
      context,
    );
  };

  test('100 random corpora over two to five letters', async () => {
    const letters = ['a', 'b', 'c', 'd', 'e'];
    const corpora = fc.oneof(...[2, 3, 4, 5].map((size) => corpus(letters.slice(0, size), 12)));
    for (const counts of fc.sample(corpora, 100)) await checkCounts(counts, 40);
  });

  test('runs and palindromes, where the counts of neighbours go wrong', async () => {
    for (const text of ['abab', 'aaaa', 'aaaaa', 'aabaa', 'ababab', 'abbaabba', 'abaabaaba']) {
      await checkCounts([{ text, count: 1 }], 10);
    }
    for (const counts of fc.sample(repetitiveCorpus(), 100)) await checkCounts(counts, 40);
  });

  for (const name of ['sotu-1', 'sotu-2', 'sotu-3']) {
    test(`a vocabulary of 500 from 60 kB of State of the Union addresses (${name})`, async () => {
      const expected = JSON.parse(fixture(`${name}.merges.json`)) as MergePair[];
      const { merges, vocab } = await run.trainBpe({
        text: fixture(`${name}.txt`),
        vocabSize: 500,
        specialTokens: [END],
      });
      expectSame(mergePairs(merges), expected, 'merges');
      expectSame(vocab.length, 500, 'number of tokens');
      expectSame(vocab[499], { id: 499, bytes: utf8(END) }, 'the last token');
    });
  }

  test('token 256 + i is made of merge i, whose parts are older tokens', async () => {
    for (const counts of fc.sample(corpus(['a', 'é', ' ', '🙃'], 12), 20)) {
      const { vocab, merges } = await run.trainBpeFromCounts({
        counts,
        vocabSize: 286,
        specialTokens: [END],
      });
      const tokens = vocab.map(({ bytes }) => toLatin1(bytes));
      const seen = new Set(tokens.slice(0, 256));
      for (const [i, [left, right]] of mergePairs(merges).entries()) {
        expectSame(seen.has(left) && seen.has(right), true, `merge ${i} joins known tokens`);
        expectSame(tokens[256 + i], left + right, `vocab[${256 + i}]`);
        seen.add(left + right);
      }
      expectSame(tokens.slice(256 + merges.length), [END], 'tokens after the last merge');
      expectSame(seen.size, 256 + merges.length, 'number of distinct tokens');
    }
  });

  test('special tokens: overlapping ones, ones that look like words, at both ends of the file', async () => {
    await checkText(`${END}low low lower${END}${END} newest newest${END}`, { specialTokens: [END] });
    for (const specialTokens of [
      ['<|a|>', '<|a|><|a|>'],
      ['<|a|><|a|>', '<|a|>'],
    ]) {
      await checkText('ab<|a|><|a|>ab<|a|>abab<|a|><|a|><|a|>|>|>|>', { specialTokens });
    }
    await checkText('the then the other the theme the', { specialTokens: ['the', 'other'] });
    await checkText('aXbaXbaXb', { specialTokens: ['X'] });
  });

  test('line ends are learned from as they are in the file', async () => {
    await checkText('a\r\n\r\nb\r\n\r\n\r\nc\n\n\nd\n\n\n');
    await checkText('if\n    if\n        if\n    if\n\n', { pattern: 'cl100k' });
  });

  test('nothing is merged across pre-tokens', async () => {
    await checkText("ab ab ab cab's ab's 12ab12 ab12!ab!!");
    await checkText("ab ab ab cab'S ab's 12ab1234 ab12!ab!!", { pattern: 'cl100k' });
  });

  test('the number of workers changes nothing', async () => {
    const random = randomSource(seed);
    const words = ['low', ' lower', " it's", ' é', ' 中', ' 🙃', '\n', '  ', '!', ' 12'];
    const documents = Array.from({ length: 60 }, () =>
      random
        .ints(40, 0, words.length - 1)
        .map((i) => words[i])
        .join(''),
    );
    for (const numWorkers of [1, 2, 3])
      await checkText(documents.join(END), { specialTokens: [END], numWorkers });
  });

  test('the cl100k pattern', async () => {
    const texts = fc.sample(troubleText({ maxLength: 400, wellFormed: true }), 20);
    for (const text of texts) await checkText(`a${text}`, { pattern: 'cl100k' });
    for (const text of texts) await checkText(`a${text}`);
  });

  test('characters of several bytes, wherever the file is read in parts', async () => {
    const random = randomSource(seed);
    const chars = ['a', ' ', 'é', '中', '🙃', '𝒜', '\ufeff', '—'];
    const text = `a${random
      .ints(100_000, 0, chars.length - 1)
      .map((i) => chars[i])
      .join('')}`;
    await checkText(text);
  });

  test('a pair that has vanished is never merged', async () => {
    const { merges, vocab } = await run.trainBpeFromCounts({
      counts: [{ text: 'abc', count: 10 }],
      vocabSize: 400,
      specialTokens: [END],
    });
    expectSame(
      mergePairs(merges),
      [
        ['b', 'c'],
        ['a', 'bc'],
      ],
      'merges',
    );
    expectSame(vocab.length, 259, 'number of tokens, when pairs run out');
    expectSame(vocab[258], { id: 258, bytes: utf8(END) }, 'the special token follows the last merge');
  });

  test('the work of a merge does not grow with the words that do not contain the pair', async () => {
    const base = baseWords(seed, 200, 4, 12);
    const workOf50Merges = async (noise: number): Promise<number> => {
      const { work } = await run.trainBpeWork({ base, noise: noiseWords(seed, noise), numMerges: [10, 60] });
      return work[1] - work[0];
    };
    const ratio = (await workOf50Merges(8000)) / (await workOf50Merges(1000));
    expectAtMost(
      ratio,
      1.5,
      'the ratio of the work of merges 10 to 60 with 8,000 irrelevant words to that with 1,000',
    );
  });

  test('a vocabulary that is too small, or of a size that is no integer, is refused', async () => {
    const specialTokens = [END, '<|pad|>'];
    await expectError(run.trainBpe({ text: 'a', vocabSize: 257, specialTokens }), 'RangeError', '258');
    await expectError(run.trainBpe({ text: 'a', vocabSize: 255 }), 'RangeError', '256');
    await expectError(
      run.trainBpeFromCounts({ counts: [], vocabSize: 257, specialTokens }),
      'RangeError',
      '258',
    );
    for (const vocabSize of [300.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await expectError(run.trainBpe({ text: 'a', vocabSize }), 'RangeError');
      await expectError(run.trainBpeFromCounts({ counts: [], vocabSize }), 'RangeError');
    }
  });

  test('a missing file is an error that names the path', async () => {
    await expectError(run.trainBpe({ text: null, vocabSize: 300 }), 'Error', 'corpus.txt');
  });

  test('an empty file gives the bytes and the special tokens', async () => {
    const { vocab, merges, ...rest } = await run.trainBpe({ text: '', vocabSize: 300, specialTokens: [END] });
    expectSame(merges, [], 'merges');
    expectSame(vocab.length, 257, 'number of tokens');
    expectSame(vocab[256], { id: 256, bytes: utf8(END) }, 'the special token');
    expectSame(rest, { specialTokens: [END], pattern: 'gpt2' }, 'the rest of the model');
  });
});
