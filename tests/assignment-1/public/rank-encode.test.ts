import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { utf8 } from '../support/bytes.ts';

const ranks: [token: string, rank: number][] = [
  ['a', 0],
  ['b', 1],
  ['c', 2],
  ['ab', 3],
  ['bc', 4],
  ['abc', 5],
];

exercise('rank-encode', ({ test, run }) => {
  test('the concatenation of the lowest rank is joined first', async () => {
    const inputs = ['bca', 'abab', 'cab', 'abbc'].map(utf8);
    expectSame(
      await run.encodeWithRanks({ ranks, inputs }),
      [
        [4, 0],
        [3, 3],
        [2, 3],
        [3, 4],
      ],
      'ids',
    );
  });

  test('bytes that are a token themselves are one id', async () => {
    expectSame(await run.encodeWithRanks({ ranks, inputs: [utf8('abc')] }), [[5]], 'ids');
  });

  test('no bytes have no ids', async () => {
    expectSame(await run.encodeWithRanks({ ranks, inputs: [utf8('')] }), [[]], 'ids');
  });

  test('merges are recovered in the order of the ranks', async () => {
    const expected = [
      ['a', 'b'],
      ['b', 'c'],
      ['ab', 'c'],
    ];
    expectSame(await run.mergesFromRanks({ ranks }), expected, 'merges');
  });
});
