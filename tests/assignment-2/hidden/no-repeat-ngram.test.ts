import { expectAtMost, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';
import { repeatsNgram } from '../support/beams64.ts';

exercise('no-repeat-ngram', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const draw = (length: number) => Array.from(random.ids([length], 3).data);

  test('500 histories over three letters, token by token', async () => {
    for (const n of [1, 2, 3, 4]) {
      const histories = Array.from({ length: 125 }, () => draw(random.int(0, 20)));
      const banned = await run.bannedTokensOf({ histories, n });
      for (const [i, history] of histories.entries()) {
        const expected = [0, 1, 2].filter((token) => repeatsNgram([...history, token], n));
        expectSame(banned[i], expected, 'banned tokens', `history ${history.join(' ')}, n = ${n}`);
      }
    }
  });

  test('n-grams overlap', async () => {
    expectSame(await run.bannedTokens({ history: [7, 7, 7], n: 2 }), [7], 'banned tokens of 7 7 7');
    expectSame(await run.bannedTokens({ history: [7, 7], n: 3 }), [], 'banned tokens of 7 7, n = 3');
    expectSame(await run.bannedTokens({ history: [7, 7, 7], n: 3 }), [7], 'banned tokens of 7 7 7, n = 3');
  });

  test('a history shorter than n − 1 bans nothing', async () => {
    expectSame(await run.bannedTokens({ history: [1, 2], n: 4 }), [], 'banned tokens');
    expectSame(await run.bannedTokens({ history: [], n: 1 }), [], 'banned tokens of an empty history');
  });

  test('ascending and distinct, whatever the order', async () => {
    const history = [9, 30, 9, 4, 9, 100, 9, 4, 9];
    expectSame(await run.bannedTokens({ history, n: 2 }), [4, 30, 100], 'banned tokens');
  });

  test('the work is linear in the length', async () => {
    const looks = async (length: number): Promise<number> =>
      (await run.bannedTokensWork({ history: draw(length), n: 3 })).looks;
    const [short, long] = [await looks(500), await looks(5000)];
    expectAtMost(
      long / short,
      15,
      'the ratio of the looks at a history of 5,000 tokens to those at one of 500',
    );
  });

  test('n less than 1: a RangeError', async () => {
    await expectError(run.bannedTokens({ history: [1], n: 0 }), 'RangeError', '0');
  });
});
