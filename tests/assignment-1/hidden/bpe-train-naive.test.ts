import { expectSame, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { mergePairs } from '../support/merges.ts';
import { trainOracle } from './oracles/bpe.ts';
import type { Counts } from './oracles/counts.ts';
import { corpus } from './oracles/corpora.ts';

exercise('bpe-train-naive', ({ test, run, seed }) => {
  const train = async (counts: Counts, numMerges: number) =>
    mergePairs(await run.trainBpeNaive({ counts, numMerges }));
  const check = async (counts: Counts, numMerges: number): Promise<void> => {
    const context = `corpus: ${show(counts)}`;
    expectSame(await train(counts, numMerges), trainOracle(counts, numMerges), 'merges', context);
  };

  test('200 corpora over two or three letters, full of ties', async () => {
    const cases = fc.record({
      counts: fc.oneof(corpus(['a', 'b']), corpus(['a', 'b', 'c'])),
      numMerges: fc.integer({ min: 1, max: 30 }),
    });
    for (const { counts, numMerges } of fc.sample(cases, 200)) await check(counts, numMerges);
  });

  test('in a run every adjacent position counts', async () => {
    // aaaa holds (a,a) three times, so it beats (b,c), which occurs twice.
    expectSame(
      await train(
        [
          { text: 'aaaa', count: 1 },
          { text: 'bc', count: 2 },
        ],
        1,
      ),
      [['a', 'a']],
      'merges',
    );
    for (let length = 2; length <= 17; length++) await check([{ text: 'a'.repeat(length), count: 1 }], 20);
  });

  test('of tied pairs the greater left token wins, not the greater concatenation', async () => {
    // After (a,b) the pairs (ab,c) and (a,z) tie at 2: "ab" > "a", although "abc" < "az".
    expectSame(
      await train(
        [
          { text: 'abc', count: 2 },
          { text: 'ab', count: 1 },
          { text: 'az', count: 2 },
        ],
        3,
      ),
      [
        ['a', 'b'],
        ['ab', 'c'],
        ['a', 'z'],
      ],
      'merges',
    );
  });

  test('bytes from 0x80 on are ordered as bytes', async () => {
    // A space is 0x20, though its printable stand-in Ġ lies behind all letters.
    expectSame(
      await train(
        [
          { text: ' x', count: 1 },
          { text: 'ax', count: 1 },
        ],
        1,
      ),
      [['a', 'x']],
      'merges',
    );
    // EF BD 9E and F0 9F 99 83: as UTF-16 the first is the greater one. 9F, 99 and 83 have stand-ins behind BD.
    expectSame(
      await train(
        [
          { text: '～', count: 5 },
          { text: '🙃', count: 5 },
        ],
        5,
      ),
      [
        ['\xf0', '\x9f'],
        ['\xf0\x9f', '\x99'],
        ['\xf0\x9f\x99', '\x83'],
        ['\xef', '\xbd'],
        ['\xef\xbd', '\x9e'],
      ],
      'merges',
    );
    for (const counts of fc.sample(corpus([' ', 'a', 'é', '中', '🙃', '～']), 60)) await check(counts, 30);
  });

  test('a token that begins another one is the smaller of the two', async () => {
    // After (a,b) the pairs (x,ab), (x,a), (ab,x) and (a,x) tie at 2.
    const words = ['ab', 'xab', 'xa', 'abx', 'ax'].map((text) => ({ text, count: 2 }));
    expectSame(
      await train(words, 30),
      [
        ['a', 'b'],
        ['x', 'ab'],
        ['x', 'a'],
        ['ab', 'x'],
        ['a', 'x'],
      ],
      'merges',
    );
  });

  test('the order of the counts does not matter', async () => {
    const random = randomSource(seed);
    for (const counts of fc.sample(corpus(['a', 'b', 'c']), 20)) {
      const shuffled = counts
        .map((entry) => ({ entry, key: random.int(0, 1e9) }))
        .toSorted((a, b) => a.key - b.key);
      const expected = trainOracle(counts, 20);
      const context = `corpus: ${show(counts)}`;
      expectSame(
        await train(
          shuffled.map(({ entry }) => entry),
          20,
        ),
        expected,
        'merges',
        context,
      );
    }
  });

  test('training stops when no pair is left', async () => {
    expectSame(
      await train([{ text: 'abc', count: 10 }], 100),
      [
        ['b', 'c'],
        ['a', 'bc'],
      ],
      'merges',
    );
  });

  test('counts may exceed 32 bits', async () => {
    const counts = [
      { text: 'ab', count: 2 ** 32 + 1 },
      { text: 'cd', count: 2 },
      { text: 'ef', count: 2 ** 31 },
      { text: 'fe', count: 2 ** 40 },
      { text: 'eff', count: 2 ** 40 },
    ];
    expectSame(
      await train(counts, 10),
      [
        ['e', 'f'],
        ['f', 'e'],
        ['ef', 'f'],
        ['a', 'b'],
        ['c', 'd'],
      ],
      'merges',
    );
  });
});
