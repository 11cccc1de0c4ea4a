import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { modelData } from '../support/models.ts';

const MODEL = modelData(
  [
    [' ', 't'],
    ['h', 'e'],
    [' t', 'he'],
  ],
  ['<|e|>'],
);

/** The sections of a tokenizer.json, as far as these tests look at them. */
interface HfJson {
  model: { type: string; vocab: Record<string, number>; merges: unknown[] };
  pre_tokenizer: { type: string; pretokenizers: Record<string, unknown>[] };
  decoder: { type: string };
  added_tokens: Record<string, unknown>[];
}

exercise('hf-tokenizer-json', ({ test, run }) => {
  const exported = async (): Promise<HfJson> => JSON.parse(await run.toHfJson(MODEL)) as HfJson;

  test('model: BPE with printable tokens, and merges as pairs', async () => {
    const { model } = await exported();
    expectSame(model.type, 'BPE', 'model.type');
    expectSame(
      [model.vocab['A'], model.vocab['Ġ'], model.vocab['Ġthe']],
      [65, 32, 258],
      'ids of A, Ġ and Ġthe',
    );
    expectSame(
      model.merges,
      [
        ['Ġ', 't'],
        ['h', 'e'],
        ['Ġt', 'he'],
      ],
      'model.merges',
    );
  });

  test('pre_tokenizer: a Split by the pattern, then a ByteLevel that does not split again', async () => {
    const { pre_tokenizer: steps } = await exported();
    expectSame(steps.type, 'Sequence', 'pre_tokenizer.type');
    const [split, byteLevel] = steps.pretokenizers;
    expectSame(
      [split?.['type'], split?.['behavior']],
      ['Split', 'Isolated'],
      'type and behavior of the first step',
    );
    expectSame(byteLevel?.['type'], 'ByteLevel', 'type of the second step');
    const flags = [byteLevel?.['use_regex'], byteLevel?.['add_prefix_space']];
    expectSame(flags, [false, false], 'use_regex and add_prefix_space of the second step');
  });

  test('decoder: ByteLevel', async () => {
    expectSame((await exported()).decoder.type, 'ByteLevel', 'decoder.type');
  });

  test('added_tokens: the special tokens', async () => {
    const [token, ...more] = (await exported()).added_tokens;
    expectSame(
      {
        id: token?.['id'],
        content: token?.['content'],
        special: token?.['special'],
        normalized: token?.['normalized'],
      },
      { id: 259, content: '<|e|>', special: true, normalized: false },
      'added_tokens[0]',
    );
    expectSame(more, [], 'more added tokens');
  });

  test('what was exported is imported again', async () => {
    const json = await run.toHfJson(MODEL);
    expectSame(
      await run.fromHfJson({ json, texts: ['to the<|e|> the'] }),
      [[116, 111, 258, 259, 258]],
      'ids',
    );
  });

  test('merges are read as pairs, and as strings', async () => {
    const json = await exported();
    const merges = ['Ġ t', 'h e', 'Ġt he'];
    const texts = ['to the'];
    for (const spelling of [merges, merges.map((merge) => merge.split(' '))]) {
      const model = { ...json.model, merges: spelling };
      const ids = await run.fromHfJson({ json: JSON.stringify({ ...json, model }), texts });
      expectSame(ids, [[116, 111, 258]], 'ids', `merges: ${JSON.stringify(spelling)}`);
    }
  });
});
