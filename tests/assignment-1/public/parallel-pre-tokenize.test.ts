import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

const END = '<|endoftext|>';

exercise('parallel-pre-tokenize', ({ test, run }) => {
  const count = async (text: string, specialTokens: string[], numWorkers?: number) => {
    const { counts } = await run.countPreTokens({ text, specialTokens, ...(numWorkers && { numWorkers }) });
    return Object.fromEntries(counts.map((entry) => [entry.text, entry.count]));
  };

  test('one and two workers count the same', async () => {
    const text = `the cat${END}the dog, the end${END}a cat`;
    const expected = { the: 2, ' cat': 2, ' dog': 1, ',': 1, ' the': 1, ' end': 1, a: 1 };
    expectSame(await count(text, [END], 1), expected, 'counts');
    expectSame(await count(text, [END], 2), expected, 'counts by two workers');
  });

  test('an empty text has no pre-tokens', async () => {
    expectSame(await count('', [END], 2), {}, 'counts');
  });

  test('without special tokens the text is one chunk', async () => {
    const expected = { a: 1, ' b': 2, ' <|': 1, endoftext: 1, '|>': 1 };
    expectSame(await count(`a b b ${END}`, []), expected, 'counts');
    expectSame(await count(`a b b ${END}`, [], 2), expected, 'counts');
  });
});
