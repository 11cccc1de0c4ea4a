/**
 * Trains tokenizers of five sizes on State of the Union and on Moby Dick, and shows what a larger vocabulary buys. Then
 * trains on the training split alone and writes the token files on which assignment 2 trains its language model.
 */
import { type BpeModel, saveTokenFile, toHfJson, Tokenizer, trainBpe } from '#submission';
import { corpus, isValidationDocument, joinDocuments } from '@dawnbook/datasets';
import { linePlot, Run, savePlot, writeFileAtomic, type FinishedStep } from '@dawnbook/lab';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readText, SPECIAL_TOKENS, type TextSource, writeText } from './support/corpora.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { NUM_WORKERS, readScale } from './support/options.ts';
import { countIds, countMerges, longestTokens } from './support/tokens.ts';

const SIZES = [512, 1_024, 2_048, 4_096, 10_000] as const;
/** What assignment 2 trains on. */
const SPLITS = [
  ['sotu', 512],
  ['sotu', 1_024],
  ['sotu', 4_096],
  ['moby-dick', 1_024],
] as const;

interface SizeResult {
  readonly vocabSize: number;
  readonly bytes: number;
  readonly tokens: number;
  readonly longest: string[];
  /** How often each merge was applied, in order. */
  readonly mergeCounts: number[];
}

readScale(['default']); // nothing to choose

using run = await Run.open(runName('train-bpe-sotu'));
const { progress } = run;

const sources = await progress.phase('reading the corpora', {}, () => [
  readText('sotu', 'State of the Union'),
  readText('moby-dick', 'Moby Dick'),
]);

const series: { source: TextSource; results: SizeResult[] }[] = [];
for (const source of sources) {
  const results: SizeResult[] = [];
  for (const vocabSize of SIZES) {
    const step = await trainSize(source, vocabSize);
    results.push(step.result);
    report(source, step.result);
  }
  series.push({ source, results });
}
for (const [name, vocabSize] of SPLITS) await trainSplit(name, vocabSize);

await savePlot(
  linePlot({
    title: 'What a larger vocabulary buys',
    subtitle: 'byte-level BPE, each corpus with its own tokenizer',
    x: { title: 'vocabulary (entries)', scale: 'log2', ticks: SIZES, format: ',d' },
    y: { title: 'bytes per token' },
    series: series.map(({ source, results }) => ({
      name: source.title,
      points: results.map(({ vocabSize, bytes, tokens }) => [vocabSize, bytes / tokens]),
    })),
  }),
  join(run.folder, 'bytes-per-token'),
);
await savePlot(
  linePlot({
    title: 'How often each merge is applied',
    subtitle: 'tokenizers of 10,000 entries on their own corpus',
    x: { title: 'merge (1 = learned first)', scale: 'log10' },
    y: { title: 'times applied', scale: 'log10' },
    series: series.map(({ source, results }) => ({
      name: source.title,
      style: 'line',
      points: results.at(-1)!.mergeCounts.flatMap((count, i) => (count > 0 ? [[i + 1, count] as const] : [])),
    })),
  }),
  join(run.folder, 'merge-counts'),
);
progress.note(`\nTokenizers, token files and plots are in ${run.folder}`);

function trainSize(source: TextSource, vocabSize: number): Promise<FinishedStep<SizeResult>> {
  const name = `${source.name}-${vocabSize}`;
  return run.step(name, { vocabSize, bytes: source.bytes, codeVersion }, async (folder) => {
    const model = await trainText(name, source, vocabSize, folder);
    const tokenizer = await saveTokenizer(model, folder);
    const ids = await progress.phase(`encoding ${name}`, {}, () => tokenizer.encode(source.text));
    return {
      vocabSize: model.vocab.length,
      bytes: source.bytes,
      tokens: ids.length,
      longest: longestTokens(model, 10),
      mergeCounts: countMerges(model, countIds(ids, tokenizer.vocabSize)),
    };
  });
}

/** Trains on the documents that are not for validation, and writes both parts as token files. */
async function trainSplit(corpusName: 'sotu' | 'moby-dick', vocabSize: number): Promise<void> {
  const { stats } = corpus(corpusName);
  const name = `${corpusName}-${vocabSize}-split`;
  const step = await run.step(name, { vocabSize, corpus: stats.sha256, codeVersion }, async (folder) => {
    const part = (validation: boolean): string =>
      joinDocuments(
        corpus(corpusName)
          .documents()
          .filter((document) => isValidationDocument(document) === validation),
        { placement: 'after' },
      )
        .toArray()
        .join('');
    const trainingText = part(false);
    const model = await trainText(name, { text: trainingText }, vocabSize, folder);
    const tokenizer = await saveTokenizer(model, folder);
    const encode = async (file: string, text: string): Promise<number> => {
      const ids = await progress.phase(`encoding ${name}, ${file}`, {}, () => tokenizer.encode(text));
      await saveTokenFile(join(folder, `${file}.npy`), ids, tokenizer.vocabSize);
      return ids.length;
    };
    return {
      trainingTokens: await encode('train', trainingText),
      validationTokens: await encode('validation', part(true)),
    };
  });
  const { trainingTokens, validationTokens } = step.result;
  progress.note(
    `  ${name}: ${trainingTokens.toLocaleString('en')} training tokens, ` +
      `${validationTokens.toLocaleString('en')} validation tokens`,
  );
}

async function trainText(
  title: string,
  { text }: Pick<TextSource, 'text'>,
  vocabSize: number,
  folder: string,
): Promise<BpeModel> {
  const started = performance.now();
  const path = await writeText(folder, text);
  const model = await progress.phase(`training ${title}`, {}, () =>
    trainBpe(path, { vocabSize, specialTokens: SPECIAL_TOKENS, numWorkers: NUM_WORKERS }),
  );
  await rm(path);
  // Times and memory differ from run to run, so they are in the log and not in the results.
  run.log.append({
    event: 'trained',
    step: title,
    seconds: (performance.now() - started) / 1000,
    peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
  });
  return model;
}

async function saveTokenizer(model: BpeModel, folder: string): Promise<Tokenizer> {
  await writeFileAtomic(join(folder, 'tokenizer.json'), `${JSON.stringify(toHfJson(model))}\n`);
  return Tokenizer.fromModel(model);
}

function report({ title }: TextSource, { vocabSize, bytes, tokens, longest }: SizeResult): void {
  progress.note(
    `  ${title}, ${vocabSize.toLocaleString('en')} entries: ${tokens.toLocaleString('en')} tokens, ` +
      `${(bytes / tokens).toFixed(3)} bytes per token\n    longest: ${longest.join(' ')}`,
  );
}
