import { expectError, expectSame, type RandomSource, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import { fromLatin1, utf8 } from '../support/bytes.ts';
import { sotuSlice } from '../support/corpora.ts';
import { BYTE_TOKENS, modelTokens } from '../support/models.ts';
import { tiktoken, tiktokenRanks } from '../support/tiktoken.ts';
import { trainOracle } from './oracles/bpe.ts';
import { plainMerge } from './oracles/merge-loop.ts';
import { scanPieces } from './oracles/pre-tokens.ts';
import { gpt2Merges } from './oracles/stand-ins.ts';

type Rank = [token: string, rank: number];

exercise('rank-encode', ({ test, run, seed }) => {
  const cl100k = tiktoken('cl100k');

  test("GPT-2's 50,000 merges are recovered in order", async () => {
    const merges = await run.mergesFromRanks({ ranks: tiktokenRanks('gpt2') });
    expectSame(merges, gpt2Merges(), 'merges');
  });

  test("tiktoken's ids of cl100k for 300 pieces", async () => {
    const words = sotuSlice(randomSource(seed), 3_000).match(/ ?\p{L}+/gu)!;
    const trouble = fc
      .sample(troubleText({ wellFormed: true }), 100)
      .flatMap((text) => scanPieces(text, 'cl100k'));
    const pieces = [...new Set([...trouble, ...words])].slice(0, 300);
    const actual = await run.encodeWithRanks({ ranks: tiktokenRanks('cl100k'), inputs: pieces.map(utf8) });
    for (const [i, piece] of pieces.entries())
      expectSame(actual[i], cl100k.ids(piece), 'ids', `piece: ${show(piece)}`);
  });

  test('tables in any order and with gaps: trained models give their merges and their ids', async () => {
    const random = randomSource(seed);
    for (let round = 0; round < 20; round++) {
      const words = Array.from({ length: 30 }, () =>
        Array.from({ length: random.int(1, 8) }, () => random.pick(['a', 'b', 'c', 'é'])).join(''),
      );
      const merges = trainOracle(
        words.map((text) => ({ text, count: random.int(1, 3) })),
        25,
      );
      const whole = modelTokens(merges);
      const rankOf = new Map(whole.map((token, i) => [token, 3 * i + 7]));
      const ranks = shuffled([...rankOf], random);
      const shown = `merges ${show(merges.map((merge) => merge.join('·')))}`;
      expectSame(await run.mergesFromRanks({ ranks }), merges, 'merges', shown);
      const inputs = words.map(utf8);
      const actual = await run.encodeWithRanks({ ranks, inputs });
      for (const [i, word] of words.entries()) {
        const parts = plainMerge(String.fromCharCode(...inputs[i]!), merges);
        expectSame(
          actual[i],
          parts.map((part) => rankOf.get(part)),
          'ids',
          `${show(word)}, ${shown}`,
        );
      }
    }
  });

  test('single bytes have the ranks of the table, and make no merges', async () => {
    const ranks = BYTE_TOKENS.map((token, byte): Rank => [token, 255 - byte]);
    expectSame(
      await run.encodeWithRanks({ ranks, inputs: [fromLatin1('\x00A\xff')] }),
      [[255, 190, 0]],
      'ids',
    );
    expectSame(await run.mergesFromRanks({ ranks }), [], 'merges');
  });

  test('the lowest rank is that of the concatenation, not of one of its parts', async () => {
    const ranks = inOrder(['b', 'c', 'a', 'd', 'cd', 'bc', 'ab']);
    const inputs = ['abcd', 'abc', 'bcd'].map(utf8);
    expectSame(
      await run.encodeWithRanks({ ranks, inputs }),
      [
        [6, 4],
        [2, 5],
        [0, 4],
      ],
      'ids',
    );
  });

  test('a token that lower ranks cannot make from two parts is an error that names it', async () => {
    const cases = [
      { tokens: ['x', 'y', 'z', 'xyz'], named: /xyz|78 ?79 ?7a|120, ?121, ?122/ },
      {
        tokens: ['x', 'y', 'z', 'w', 'xy', 'zw', 'xyzwx'],
        named: /xyzwx|78 ?79 ?7a ?77 ?78|120, ?121, ?122, ?119/,
      },
      // It is made of three parts when its time comes; a token that would help has a higher rank.
      { tokens: ['x', 'y', 'z', 'xyz', 'yz'], named: /xyz|78 ?79 ?7a|120, ?121, ?122/ },
    ];
    for (const { tokens, named } of cases) {
      await expectError(run.mergesFromRanks({ ranks: inOrder(tokens) }), 'TokenizerError', named);
    }
  });
});

/** A table in which each token's rank is its position. */
function inOrder(tokens: readonly string[]): Rank[] {
  return tokens.map((token, rank) => [token, rank]);
}

function shuffled<T>(list: readonly T[], random: RandomSource): T[] {
  const result = [...list];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.int(0, i);
    [result[i], result[j]] = [result[j]!, result[i]!];
  }
  return result;
}
