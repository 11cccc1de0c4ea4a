import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { utf8 } from '../support/bytes.ts';
import { mergeData, modelTokens, vocabData } from '../support/models.ts';

const MERGES = [
  ['l', 'l'],
  ['ll', 'o'],
  ['\n', '\n'],
] as const;
const TOKENIZER = {
  vocab: vocabData(modelTokens(MERGES, ['<|e|>'])),
  merges: mergeData(MERGES),
  specialTokens: ['<|e|>'],
};
const [LLO, NEWLINES, SPECIAL] = [257, 258, 259];

exercise('encode-iterable', ({ test, run }) => {
  test('a cut in the middle of a word does not show', async () => {
    const [ids] = await run.encodeIterable({ ...TOKENIZER, inputs: [{ text: 'hello', cuts: [3] }] });
    expectSame(ids, [...utf8('he'), LLO], 'ids');
  });

  test('three newlines, line by line', async () => {
    const [ids] = await run.encodeIterable({ ...TOKENIZER, inputs: [{ text: 'a\n\n\nb', cuts: [2, 3, 4] }] });
    expectSame(ids, [97, NEWLINES, 10, 98], 'ids');
  });

  test('a special token over two chunks is one id', async () => {
    const [ids] = await run.encodeIterable({ ...TOKENIZER, inputs: [{ text: 'a<|e|>b', cuts: [3] }] });
    expectSame(ids, [97, SPECIAL, 98], 'ids');
  });

  test('empty chunks change nothing', async () => {
    const inputs = [{ text: 'hello', cuts: [0, 0, 3, 3, 3, 5, 5] }];
    expectSame(await run.encodeIterable({ ...TOKENIZER, inputs }), [[...utf8('he'), LLO]], 'ids');
  });

  test('a text in one chunk, and no text at all', async () => {
    const inputs = [
      { text: 'hello', cuts: [] },
      { text: '', cuts: [] },
    ];
    expectSame(await run.encodeIterable({ ...TOKENIZER, inputs }), [[...utf8('he'), LLO], []], 'ids');
  });

  test('a file is encoded to the ids of its text', async () => {
    const { batches } = await run.encodeFile({ ...TOKENIZER, bytes: utf8('hello\n\n\nhello<|e|>') });
    const hello = [...utf8('he'), LLO];
    expectSame(batches.flat(), [...hello, NEWLINES, 10, ...hello, SPECIAL], 'ids');
  });
});
