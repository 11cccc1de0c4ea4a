/**
 * Does a tokenizer compress what it was not trained on? Tokenizers of two corpora at three sizes, and GPT-2's, each on
 * each corpus.
 */
import { Tokenizer, trainBpe } from '#submission';
import { heatMap, Run, savePlot } from '@dawnbook/lab';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { get_encoding } from 'tiktoken';
import { readText, SPECIAL_TOKENS, writeText } from './support/corpora.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { NUM_WORKERS, readScale } from './support/options.ts';

const SIZES = [1_024, 4_096, 10_000] as const;

readScale(['default']); // nothing to choose
using run = await Run.open(runName('compression-matrix'));
const { progress } = run;

const texts = await progress.phase('reading the corpora', {}, () => [
  readText('sotu', 'State of the Union'),
  readText('moby-dick', 'Moby Dick'),
]);
const bytes = texts.map((text) => text.bytes);

const rows: { name: string; bytesPerToken: number[] }[] = [];
for (const vocabSize of SIZES) {
  for (const source of texts) {
    const step = `${source.name}-${vocabSize}`;
    const { result } = await run.step(step, { vocabSize, bytes, codeVersion }, async (folder) => {
      const path = await writeText(folder, source.text);
      const model = await progress.phase(`training ${step}`, {}, () =>
        trainBpe(path, { vocabSize, specialTokens: SPECIAL_TOKENS, numWorkers: NUM_WORKERS }),
      );
      await rm(path);
      const tokenizer = Tokenizer.fromModel(model);
      return countTokens(step, (text) => tokenizer.encode(text).length);
    });
    addRow(`${source.title}, ${vocabSize.toLocaleString('en')}`, result);
  }
}
const gpt2 = await run.step('gpt2', { bytes }, async () => {
  const encoding = get_encoding('gpt2');
  try {
    return await countTokens('gpt2', (text) => encoding.encode(text, 'all').length);
  } finally {
    encoding.free();
  }
});
addRow('GPT-2, 50,257', gpt2.result);

await savePlot(
  heatMap({
    title: 'Bytes per token',
    subtitle: 'a tokenizer is best at home',
    rowTitle: 'tokenizer (trained on, entries)',
    columnTitle: 'text',
    valueTitle: 'bytes per token',
    rows: rows.map((row) => row.name),
    columns: texts.map((text) => text.title),
    values: rows.map((row) => row.bytesPerToken),
  }),
  join(run.folder, 'compression-matrix'),
);
progress.note(`\nThe plot is in ${run.folder}`);

/** Tokens of each text. */
async function countTokens(name: string, count: (text: string) => number): Promise<number[]> {
  const counts: number[] = [];
  for (const { title, text } of texts) {
    counts.push(await progress.phase(`encoding ${title} with ${name}`, {}, () => count(text)));
  }
  return counts;
}

function addRow(name: string, tokens: readonly number[]): void {
  const bytesPerToken = tokens.map((count, i) => bytes[i]! / count);
  rows.push({ name, bytesPerToken });
  progress.note(
    `  ${name}: ${bytesPerToken.map((value, i) => `${texts[i]!.title} ${value.toFixed(3)}`).join(', ')}`,
  );
}
