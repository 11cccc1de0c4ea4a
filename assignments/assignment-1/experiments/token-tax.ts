/**
 * The same text in more than five hundred languages: how many tokens does each need, compared with English? GPT-2's and
 * GPT-4's tokenizers, and two of your making.
 */
import { Tokenizer, trainBpe } from '#submission';
import { corpus, type UdhrDocument } from '@dawnbook/datasets';
import { Run, savePlot, stripPlot, writeFileAtomic } from '@dawnbook/lab';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { get_encoding, type TiktokenEncoding } from 'tiktoken';
import { readText, SPECIAL_TOKENS, type TextSource, textSource, writeText } from './support/corpora.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { NUM_WORKERS, readScale } from './support/options.ts';

/** Shorter texts are excerpts, and a comparison with the whole English text would flatter them. */
const MIN_CHARS = 2_000;
/** Scripts with fewer languages share a row. */
const MIN_LANGUAGES = 4;

readScale(['default']); // nothing to choose
using run = await Run.open(runName('token-tax'));
const { progress } = run;

const languages = await progress.phase('reading the declarations', {}, () =>
  corpus('udhr')
    .documents()
    .filter(({ text }) => Array.from(text).length >= MIN_CHARS)
    .toArray(),
);
const english = languages.findIndex(({ id }) => id === 'eng');

const tokenizers = [
  { name: 'GPT-2', counts: await countWithTiktoken('gpt2') },
  { name: 'GPT-4 (cl100k)', counts: await countWithTiktoken('cl100k_base') },
  {
    name: 'trained on English',
    counts: await countWithOwn('sotu', () => readText('sotu', 'State of the Union')),
  },
  {
    name: 'trained on all languages',
    counts: await countWithOwn('udhr', () => textSource('udhr', 'all declarations', languages)),
  },
];

for (const { name, counts } of tokenizers) {
  const taxes = counts.map((count) => count / counts[english]!).toSorted((a, b) => a - b);
  const at = (share: number): string => `${taxes[Math.ceil(share * taxes.length) - 1]!.toFixed(1)} ×`;
  const worst = languages[counts.indexOf(Math.max(...counts))]!.language.name;
  progress.note(
    `  ${name}: English ${counts[english]!.toLocaleString('en')} tokens; ` +
      `median ${at(0.5)}, 90th percentile ${at(0.9)}, maximum ${at(1)} (${worst})`,
  );
}
for (const [i, { name, counts }] of tokenizers.entries()) await plotTax(name, counts, `token-tax-${i + 1}`);
await writeTable();
progress.note(`\nThe plots and the table are in ${run.folder}`);

async function countWithTiktoken(encoding: TiktokenEncoding): Promise<number[]> {
  const inputs = { languages: languages.length, encoding };
  const { result } = await run.step(encoding.replace('_base', ''), inputs, async () => {
    const tiktoken = get_encoding(encoding);
    try {
      return await countAll(encoding, (text) => tiktoken.encode(text, [], []).length);
    } finally {
      tiktoken.free();
    }
  });
  return result;
}

/** Trains 10,000 entries on a text, and counts with them. */
async function countWithOwn(name: string, read: () => TextSource): Promise<number[]> {
  const { result } = await run.step(
    `own-${name}`,
    { languages: languages.length, codeVersion },
    async (folder) => {
      const source = read();
      const path = await writeText(folder, source.text);
      const model = await progress.phase(`training on ${source.title}`, {}, () =>
        trainBpe(path, { vocabSize: 10_000, specialTokens: SPECIAL_TOKENS, numWorkers: NUM_WORKERS }),
      );
      await rm(path);
      const tokenizer = Tokenizer.fromModel(model);
      return countAll(source.title, (text) => tokenizer.encode(text).length);
    },
  );
  return result;
}

function countAll(name: string, count: (text: string) => number): Promise<number[]> {
  const options = { total: languages.length, unit: 'languages' };
  return progress.phase(`encoding with ${name}`, options, (phase) =>
    languages.map(({ text }) => {
      phase.advance();
      return count(text);
    }),
  );
}

async function plotTax(name: string, counts: readonly number[], file: string): Promise<void> {
  const tax = (language: UdhrDocument): number => counts[languages.indexOf(language)]! / counts[english]!;
  const byScript = Map.groupBy(languages, ({ language }) => language.script ?? 'other');
  const large = [...byScript].filter(([script, list]) => list.length >= MIN_LANGUAGES && script !== 'other');
  const rest = languages.filter(({ language }) => !large.some(([script]) => script === language.script));
  const rows = [
    ...large.map(([script, list]) => ({ script, list })),
    { script: 'other scripts', list: rest },
  ];
  const median = ({ list }: { list: readonly UdhrDocument[] }): number =>
    list.map(tax).toSorted((a, b) => a - b)[list.length >> 1]!;
  const worst = languages[counts.indexOf(Math.max(...counts))]!;
  const rowOf = (language: UdhrDocument): string => rows.find(({ list }) => list.includes(language))!.script;
  await savePlot(
    stripPlot({
      title: `Who pays for tokens? ${name}`,
      subtitle: 'tokens of the Universal Declaration of Human Rights, a dot per language',
      categoryTitle: 'script',
      value: { title: 'tokens relative to English', scale: 'log2', format: '.2~f' },
      categories: rows
        .toSorted((a, b) => median(a) - median(b))
        .map(({ script, list }) => ({ name: `${script} (${list.length})`, values: [list.map(tax)] })),
      reference: { value: 1, label: 'English' },
      labels: [
        {
          category: `${rowOf(worst)} (${rows.find(({ list }) => list.includes(worst))!.list.length})`,
          value: tax(worst),
          text: worst.language.name,
        },
      ],
    }),
    join(run.folder, file),
  );
}

/** All counts, for looking a language up. */
async function writeTable(): Promise<void> {
  const head = ['language', 'code', 'script', 'characters', ...tokenizers.map(({ name }) => name)];
  const lines = languages.map(({ id, text, language }, i) =>
    [
      language.name,
      id,
      language.script ?? '',
      Array.from(text).length,
      ...tokenizers.map(({ counts }) => counts[i]),
    ].join('\t'),
  );
  await writeFileAtomic(join(run.folder, 'token-tax.tsv'), `${[head.join('\t'), ...lines].join('\n')}\n`);
}
