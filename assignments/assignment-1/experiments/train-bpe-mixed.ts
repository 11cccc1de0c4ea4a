/**
 * Trains on a messy mixture: a novel, mails with their headers and attachments, and the same declaration in five
 * hundred languages. What does a trainer that only counts make of it? `--scale full` takes all mails and 32,000 entries.
 */
import { toHfJson, Tokenizer, trainBpe } from '#submission';
import { corpus } from '@dawnbook/datasets';
import { barPlot, Run, savePlot, writeFileAtomic } from '@dawnbook/lab';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readText, SPECIAL_TOKENS, textSource, writeText } from './support/corpora.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { NUM_WORKERS, readScale } from './support/options.ts';
import { longestTokens } from './support/tokens.ts';

/** Which part of the mails is read, and how many entries are learned. */
const SCALES = {
  default: { everyNthMail: 4, vocabSize: 8_192 },
  full: { everyNthMail: 1, vocabSize: 32_000 },
} as const;

const scale = readScale(Object.keys(SCALES));
const { everyNthMail, vocabSize } = SCALES[scale as keyof typeof SCALES];

using run = await Run.open(runName('train-bpe-mixed'));
const { progress } = run;

const mixture = await progress.phase('reading the corpora', {}, () =>
  textSource('mixture', 'the mixture', [
    ...corpus('moby-dick').documents(),
    ...corpus('spam-assassin')
      .documents()
      .filter(({ index }) => index % everyNthMail === 0),
    ...corpus('udhr').documents(),
  ]),
);
const others = [mixture, readText('sotu', 'State of the Union'), readText('moby-dick', 'Moby Dick')];

const name = `mixed-${vocabSize}`;
const { result } = await run.step(name, { vocabSize, bytes: mixture.bytes, codeVersion }, async (folder) => {
  const path = await writeText(folder, mixture.text);
  const model = await progress.phase(`training ${name}`, {}, () =>
    trainBpe(path, { vocabSize, specialTokens: SPECIAL_TOKENS, numWorkers: NUM_WORKERS }),
  );
  await rm(path);
  await writeFileAtomic(join(folder, 'tokenizer.json'), `${JSON.stringify(toHfJson(model))}\n`);
  const tokenizer = Tokenizer.fromModel(model);
  const compression: { text: string; bytes: number; tokens: number }[] = [];
  for (const { title, text, bytes } of others) {
    const ids = await progress.phase(`encoding ${title}`, {}, () => tokenizer.encode(text));
    compression.push({ text: title, bytes, tokens: ids.length });
  }
  const learned = model.vocab.slice(256, 256 + model.merges.length);
  return { longest: longestTokens(model, 10), compression, categories: countCategories(learned) };
});

for (const { text, bytes, tokens } of result.compression) {
  progress.note(
    `  ${text}: ${tokens.toLocaleString('en')} tokens, ${(bytes / tokens).toFixed(3)} bytes per token`,
  );
}
progress.note(`  longest: ${result.longest.map((token) => token.slice(0, 80)).join('\n           ')}`);
await savePlot(
  barPlot({
    title: 'What the tokens are made of',
    subtitle: `learned tokens of a ${vocabSize.toLocaleString('en')}-entry tokenizer trained on the mixture`,
    categoryTitle: '',
    categories: Object.keys(result.categories),
    value: { title: 'tokens', format: ',d' },
    labelFormat: ',d',
    series: [{ name: 'tokens', values: Object.values(result.categories) }],
    horizontal: true,
  }),
  join(run.folder, `categories-${vocabSize}`),
);
progress.note(`\nThe tokenizer and the plot are in ${run.folder}`);

/** Sorts tokens by what they are made of; a leading space says nothing. */
function countCategories(tokens: readonly Uint8Array[]): Record<string, number> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const rules: [string, RegExp][] = [
    ['Latin letters', /^ ?\p{Script=Latin}+$/u],
    ['letters of other scripts', /^ ?[\p{L}\p{M}]+$/u],
    ['digits', /^ ?\p{N}+$/u],
    ['white space', /^\p{White_Space}+$/u],
    ['punctuation and symbols', /^ ?[\p{P}\p{S}]+$/u],
  ];
  const counts: Record<string, number> = Object.fromEntries(rules.map(([category]) => [category, 0]));
  counts['mixed'] = 0;
  counts['parts of characters'] = 0;
  for (const token of tokens) {
    let category: string;
    try {
      const text = decoder.decode(token);
      category = rules.find(([, rule]) => rule.test(text))?.[0] ?? 'mixed';
    } catch {
      category = 'parts of characters'; // not whole UTF-8
    }
    counts[category]!++;
  }
  return counts;
}
