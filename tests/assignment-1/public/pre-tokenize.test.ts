import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('pre-tokenize', ({ test, run }) => {
  const pieces = async (text: string, pattern?: 'gpt2' | 'cl100k') =>
    (await run.preTokenize(pattern === undefined ? { texts: [text] } : { texts: [text], pattern }))[0];

  test('the example of the handout has eight pieces, and GPT-2 is the default', async () => {
    const expected = ['some', ' text', ' that', ' i', "'ll", ' pre', '-', 'tokenize'];
    expectSame(await pieces("some text that i'll pre-tokenize", 'gpt2'), expected, 'pieces');
    expectSame(await pieces("some text that i'll pre-tokenize"), expected, 'pieces without a named pattern');
  });

  test('of two spaces the second one goes with the word', async () => {
    expectSame(await pieces('x  y', 'gpt2'), ['x', ' ', ' y'], 'pieces');
    expectSame(await pieces('x  y', 'cl100k'), ['x', ' ', ' y'], 'pieces');
  });

  test('capital contractions are for cl100k only', async () => {
    expectSame(await pieces("I'LL", 'gpt2'), ['I', "'", 'LL'], 'pieces');
    expectSame(await pieces("I'LL", 'cl100k'), ['I', "'LL"], 'pieces');
  });

  test('cl100k cuts numbers after three digits', async () => {
    expectSame(await pieces('1234567', 'gpt2'), ['1234567'], 'pieces');
    expectSame(await pieces('1234567', 'cl100k'), ['123', '456', '7'], 'pieces');
  });

  test('the empty text has no pieces', async () => {
    expectSame(await pieces('', 'gpt2'), [], 'pieces');
    expectSame(await pieces('', 'cl100k'), [], 'pieces');
  });
});
