import { expectSame, randomSource, show } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { fromLatin1 } from '../support/bytes.ts';
import type { MergePair } from '../support/merges.ts';
import { mergeData, modelTokens } from '../support/models.ts';
import { plainMerge, randomMerges } from './oracles/merge-loop.ts';

const ALPHABET = ['a', 'b', 'c', '\u00e7', '\u00ff'];

exercise('encode-long-pre-token', ({ test, run, seed }) => {
  const expectPlain = async (merges: readonly MergePair[], inputs: readonly string[]): Promise<void> => {
    const tokens = modelTokens(merges);
    const actual = await run.encodeBytes({ merges: mergeData(merges), inputs: inputs.map(fromLatin1) });
    for (const [i, input] of inputs.entries()) {
      const expected = plainMerge(input, merges).map((token) => tokens.indexOf(token));
      const context = `bytes ${show(input)}, merges ${show(merges.map((merge) => merge.join('·')))}`;
      expectSame(actual[i], expected, 'ids', context);
    }
  };

  test('random inputs give the ids of the plain merge loop', async () => {
    const random = randomSource(seed);
    for (let round = 0; round < 10; round++) {
      const alphabet = ALPHABET.slice(0, 2 + (round % 4));
      const merges = randomMerges(random, alphabet, { count: random.int(1, 30) });
      const inputs = Array.from({ length: 50 }, () =>
        Array.from({ length: random.int(1, 40) }, () => random.pick(alphabet)).join(''),
      );
      await expectPlain(merges, inputs);
    }
  });

  test('runs of one letter, of every length to 70, are merged from the left', async () => {
    const runs = Array.from({ length: 71 }, (_, length) => 'a'.repeat(length));
    await expectPlain([['a', 'a']], runs);
    await expectPlain(doublings('a', 4), runs);
    await expectPlain(
      [
        ['a', 'a'],
        ['aa', 'a'],
        ['aaa', 'aa'],
        ['aa', 'aa'],
      ],
      runs,
    );
  });

  test('of equal ranks the leftmost pair is joined first', async () => {
    // In a table of ranks alone, the rank belongs to what two parts become: a·ba and ab·a are as good as each other.
    const merges = mergeData([
      ['a', 'b'],
      ['b', 'a'],
      ['ab', 'a'],
      ['a', 'ba'],
    ]);
    const ids = { a: 97, b: 98, ab: 256, ba: 257, aba: 258 };
    const inputs = ['abab', 'baba', 'ababa', 'aabba'].map(fromLatin1);
    const actual = await run.encodeBytes({ inputs, merges, ranks: [0, 0, 1, 1] });
    const expected = [
      [ids.ab, ids.ab],
      [ids.ba, ids.ba],
      [ids.ab, ids.aba],
      [ids.a, ids.ab, ids.ba],
    ];
    expectSame(actual, expected, 'ids');
  });

  test('both neighbours of a merge are looked at again', async () => {
    await expectPlain(
      [
        ['b', 'c'],
        ['a', 'bc'],
        ['abc', 'd'],
        ['d', 'e'],
        ['bc', 'de'],
      ],
      ['abc', 'bcd', 'abcd', 'abcde', 'bcde', 'xabcdx', 'bcdeabc'],
    );
  });

  test('ids of bytes are asked for, and need not be the bytes', async () => {
    const byteIds = Array.from({ length: 256 }, (_, byte) => 255 - byte);
    const merges = mergeData([
      ['a', 'b'],
      ['ab', 'ab'],
    ]);
    const actual = await run.encodeBytes({ inputs: ['cab', 'abab'].map(fromLatin1), merges, byteIds });
    expectSame(actual, [[156, 256], [257]], 'ids');
  });

  test('100,000 bytes of one letter, and of random letters', async () => {
    const n = 100_000;
    const [ids] = await run.encodeBytes({
      inputs: [fromLatin1('a'.repeat(n))],
      merges: mergeData(doublings('a', 5)),
    });
    expectSame(
      ids,
      Array.from({ length: n / 32 }, () => 260),
      'ids',
    );
    const random = randomSource(seed);
    const merges = randomMerges(random, ['a', 'b', 'c', 'd'], { count: 60 });
    const tokens = modelTokens(merges);
    const letters = random.ints(n, 0, 3).map((letter) => 'abcd'[letter]!);
    const [long] = await run.encodeBytes({
      inputs: [fromLatin1(letters.join(''))],
      merges: mergeData(merges),
    });
    expectSame(long!.map((id) => tokens[id]).join(''), letters.join(''), 'bytes of the ids');
  });

  test('work grows with n log n, not with n²', async () => {
    const random = randomSource(seed);
    const letters = randomMerges(random, ['a', 'b', 'c', 'd'], { count: 60 });
    const cases = [
      { merges: doublings('a', 10), letter: () => 'a', what: 'a run of one letter' },
      { merges: letters, letter: () => random.pick(['a', 'b', 'c', 'd']), what: 'random letters' },
    ];
    for (const { merges, letter, what } of cases) {
      const work = async (n: number): Promise<number> => {
        const bytes = fromLatin1(Array.from({ length: n }, letter).join(''));
        return (await run.encodeBytesWork({ bytes, merges: mergeData(merges) })).work;
      };
      const [short, long] = [await work(2_048), await work(16_384)];
      const ratio = long / short;
      // n log n makes 8 · 14/11 = 10.2 out of eight times the length, n² makes 64.
      expectSame(
        ratio <= 16,
        true,
        `work(16,384) / work(2,048) ≤ 16 for ${what}`,
        `work ${short} and ${long}`,
      );
    }
  });
});

/** Merges that double a token again and again: a·a, aa·aa, … */
function doublings(letter: string, count: number): MergePair[] {
  return Array.from({ length: count }, (_, i) => [letter.repeat(2 ** i), letter.repeat(2 ** i)] as const);
}
