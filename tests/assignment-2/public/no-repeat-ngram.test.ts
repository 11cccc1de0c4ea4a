import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('no-repeat-ngram', ({ test, run }) => {
  test('after 1 came 2, so after the next 1 no 2', async () => {
    expectSame(await run.bannedTokens({ history: [1, 2, 1], n: 2 }), [2], 'banned tokens');
  });

  test('nothing repeats, nothing is banned', async () => {
    expectSame(await run.bannedTokens({ history: [1, 2, 3], n: 2 }), [], 'banned tokens');
  });

  test('n = 1 bans every token that was seen', async () => {
    expectSame(await run.bannedTokens({ history: [5, 3, 5, 4], n: 1 }), [3, 4, 5], 'banned tokens');
  });
});
