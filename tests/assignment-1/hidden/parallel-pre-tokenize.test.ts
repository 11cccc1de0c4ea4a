import { expectError, expectSame, randomSource, show } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { byText, countPieces } from './oracles/counts.ts';
import type { PatternName } from './oracles/pre-tokens.ts';

const END = '<|endoftext|>';

exercise('parallel-pre-tokenize', ({ test, run, seed }) => {
  const count = (
    text: string,
    numWorkers: number,
    options: { pattern?: PatternName; splitToken?: string } = {},
  ) => run.countPreTokens({ text, specialTokens: [END], numWorkers, ...options });

  /** About `length` characters in documents of about 2,000, over ASCII and the alphabet of trouble. */
  const documents = (length: number): string => {
    const random = randomSource(seed);
    // Most begin with white space, so that there are few distinct pre-tokens.
    const pieces = [
      ' low',
      ' lower',
      " it's",
      ' é',
      ' 中',
      ' 🙃',
      '\n\n',
      '  ',
      '!',
      ' 1234',
      ' \ufeff',
      '\u0085',
      ' ',
    ];
    let text = 'a';
    while (text.length < length) {
      text +=
        random
          .ints(random.int(0, 1200), 0, pieces.length - 1)
          .map((i) => pieces[i])
          .join('') + END;
    }
    return text;
  };

  test('1, 3 and 7 workers count 200 kB as the oracle does, with both patterns', async () => {
    const text = documents(150_000);
    for (const [numWorkers, pattern] of [
      [1, 'gpt2'],
      [3, 'cl100k'],
      [7, 'gpt2'],
    ] as const) {
      const { counts, workersStarted } = await count(text, numWorkers, { pattern });
      const expected = countPieces(text, [END], pattern);
      expectSame(counts.length, Object.keys(expected).length, `number of pre-tokens, ${numWorkers} workers`);
      expectSame(byText(counts), expected, `counts, ${numWorkers} workers`);
      const fair =
        numWorkers === 1 ? workersStarted <= 1 : workersStarted >= 1 && workersStarted <= numWorkers;
      const what = `numWorkers: ${numWorkers} starts threads, and not more (it started ${workersStarted})`;
      expectSame(fair, true, what);
    }
  });

  test('characters of several bytes next to every cut', async () => {
    const text = `🙃中${END}🙃é`.repeat(200);
    expectSame(byText((await count(text, 2)).counts), countPieces(text, [END]), 'counts');
    // Without an occurrence of the token there is no place to cut.
    const whole = '🙃中é'.repeat(1000);
    expectSame(
      byText((await count(whole, 3)).counts),
      countPieces(whole, [END]),
      'counts of a text in one chunk',
    );
  });

  test('other special tokens inside the chunks', async () => {
    const specialTokens = ['<|pad|>', END, '<|a|>', '<|a|><|a|>'];
    const text = `the cat<|pad|> sat<|a|><|a|>${END}on<|a|> the mat ${END}<|pad|>`.repeat(100);
    const { counts } = await run.countPreTokens({ text, specialTokens, numWorkers: 2, splitToken: END });
    expectSame(byText(counts), countPieces(text, specialTokens), 'counts');
  });

  test('counts of a pre-token that is in every chunk are added', async () => {
    const text = Array.from({ length: 30 }, (_, i) => ' the'.repeat(i + 1)).join(END);
    expectSame(byText((await count(text, 2)).counts), { ' the': 465 }, 'counts');
  });

  test('no worker is left when the promise settles', async () => {
    const { workersLeft } = await count(documents(30_000), 2);
    expectSame(workersLeft, 0, 'workers that still run');
  });

  test('when the file fails under the workers, their error arrives and none of them is left', async () => {
    const text = documents(20_000);
    const { counts, message, workersLeft } = await run.countPreTokensVanishing({
      text,
      specialTokens: [END],
      numWorkers: 3,
    });
    expectSame(workersLeft, 0, 'workers that still run');
    // A submission that had read or opened the file before has nothing to complain about.
    if (counts !== null) expectSame(byText(counts), countPieces(text, [END]), 'counts');
    else
      expectSame(
        message.includes('corpus.txt'),
        true,
        'the message names the file',
        `message: ${show(message)}`,
      );
  });

  test('an error of pre-tokenization arrives with its message', async () => {
    const text = `a${END}b${END}c`;
    for (const numWorkers of [1, 2]) {
      const call = run.countPreTokens({ text, specialTokens: [END], numWorkers, pattern: 'gpt3' });
      await expectError(call, 'Error', 'gpt2', 'cl100k');
    }
  });

  test('a missing file is an error that names the path', async () => {
    for (const numWorkers of [1, 2]) {
      const call = run.countPreTokens({ text: null, specialTokens: [END], numWorkers });
      await expectError(call, 'Error', 'corpus.txt');
    }
  });

  test('no workers at all are refused', async () => {
    await expectError(run.countPreTokens({ text: 'a', specialTokens: [END], numWorkers: 0 }), 'RangeError');
  });

  test('there may be more workers than chunks', async () => {
    const text = `a b${END}a c`;
    expectSame(byText((await count(text, 7)).counts), { a: 2, ' b': 1, ' c': 1 }, 'counts');
    expectSame(byText((await count('', 3)).counts), {}, 'counts of an empty file');
  });
});
