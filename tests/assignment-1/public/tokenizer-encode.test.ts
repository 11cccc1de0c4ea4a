import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { mergeData, modelData, vocabData } from '../support/models.ts';

const END = '<|endoftext|>';

/** The worked example of CS336, assignment 1, section 2.6.1. */
const WORKED_EXAMPLE = {
  vocab: vocabData([' ', 'a', 'c', 'e', 'h', 't', 'th', ' c', ' a', 'the', ' at']),
  merges: mergeData([
    ['t', 'h'],
    [' ', 'c'],
    [' ', 'a'],
    ['th', 'e'],
    [' a', 't'],
  ]),
};

exercise('tokenizer-encode', ({ test, run }) => {
  test('the worked example: "the cat ate"', async () => {
    const [ids] = await run.encode({ ...WORKED_EXAMPLE, texts: ['the cat ate'] });
    expectSame(ids, [9, 7, 1, 5, 10, 3], 'ids');
  });

  test('an empty text has no ids', async () => {
    const [ids] = await run.encode({ ...WORKED_EXAMPLE, texts: [''] });
    expectSame(ids, [], 'ids');
  });

  test('GPT-2 encodes "Hello, how are you?"', async () => {
    const [ids] = await run.encode({ vocab: 'gpt2', texts: ['Hello, how are you?'] });
    expectSame(ids, [15496, 11, 703, 389, 345, 30], 'ids');
  });

  test('GPT-2 encodes accents and an emoji', async () => {
    const [ids] = await run.encode({ vocab: 'gpt2', texts: ['Héllò hôw are ü? 🙃'] });
    expectSame(ids, [39, 2634, 297, 127, 110, 289, 27083, 86, 389, 6184, 120, 30, 12520, 247, 225], 'ids');
  });

  test('a special token in the middle is one id', async () => {
    const [ids] = await run.encode({ vocab: 'gpt2', specialTokens: [END], texts: [`a${END}b`] });
    expectSame(ids, [64, 50256, 65], 'ids');
  });

  test('a tokenizer is made from a trained model', async () => {
    const model = modelData([['a', 'b']], [END]);
    const [ids] = await run.encodeModel({ ...model, texts: [`ab${END}ba`] });
    expectSame(ids, [256, 257, 98, 97], 'ids');
  });

  test('vocabSize is the largest id + 1, and idToBytes gives the bytes of a token', async () => {
    const { vocabSize, tokens } = await run.vocabularyFacts({ ...WORKED_EXAMPLE, tokenIds: [9, 0] });
    expectSame(vocabSize, 11, 'vocabSize');
    expectSame(tokens, [Uint8Array.of(116, 104, 101), Uint8Array.of(32)], 'tokens');
  });
});
