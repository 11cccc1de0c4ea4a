import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { modelData } from '../support/models.ts';

const END = '<|endoftext|>';
const MODEL = modelData(
  [
    [' ', 't'],
    ['h', 'e'],
    [' t', 'he'],
  ],
  [END],
);

exercise('gpt2-vocab-files', ({ test, run }) => {
  test('merges.txt: a version line, then one merge per line in printable stand-ins', async () => {
    const { mergesTxt } = await run.saveGpt2Files(MODEL);
    expectSame(mergesTxt.trimEnd().split('\n'), ['#version: 0.2', 'Ġ t', 'h e', 'Ġt he'], 'lines');
  });

  test('vocab.json: the id of each printable token, special tokens as they are', async () => {
    const { vocabJson } = await run.saveGpt2Files(MODEL);
    const ids = JSON.parse(vocabJson) as Record<string, number>;
    expectSame(Object.keys(ids).length, 260, 'number of tokens');
    const some = { A: ids['A'], Ġ: ids['Ġ'], Ċ: ids['Ċ'], Ġt: ids['Ġt'], Ġthe: ids['Ġthe'], [END]: ids[END] };
    expectSame(some, { A: 65, Ġ: 32, Ċ: 10, Ġt: 256, Ġthe: 258, [END]: 259 }, 'ids');
  });

  test('what was saved is loaded again', async () => {
    const { vocabJson, mergesTxt } = await run.saveGpt2Files(MODEL);
    const texts = [`to the${END} the`];
    const ids = await run.loadGpt2Files({ vocabJson, mergesTxt, specialTokens: [END], texts });
    expectSame(ids, [[116, 111, 258, 259, 258]], 'ids');
  });

  test('a merges.txt without a version line is accepted', async () => {
    const vocabJson = '{"a": 0, "b": 1, "ab": 2}';
    expectSame(await run.loadGpt2Files({ vocabJson, mergesTxt: 'a b\n', texts: ['aab'] }), [[0, 2]], 'ids');
  });
});
