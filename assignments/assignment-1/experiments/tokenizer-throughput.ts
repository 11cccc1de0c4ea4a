/**
 * How fast is encoding, and what makes it fast? GPT-2's vocabulary on State of the Union: pre-token by pre-token without
 * a memory, with one, streamed, and tiktoken compiled to WebAssembly; then counting pre-tokens with 1, 2, … threads.
 */
import { countPreTokens, loadGpt2Files, type Tokenizer } from '#submission';
import { gpt2VocabFiles } from '@dawnbook/datasets';
import { barPlot, linePlot, Run, savePlot, writeFileAtomic } from '@dawnbook/lab';
import { rm } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { get_encoding } from 'tiktoken';
import { readText, SPECIAL_TOKENS, writeText } from './support/corpora.ts';
import { codeVersion, runName } from './support/implementation.ts';
import { readScale } from './support/options.ts';
import { plainEncoder } from './support/plain-encoder.ts';

const REPEATS = 3;
const WITHOUT_MEMORY = 'without a memory';
/** What encodes without a memory is slow, and its speed does not depend on the length of the text. */
const SAMPLE_CHARS = 1_000_000;
const CHUNK_CHARS = 65_536;
const THREADS = [1, 2, 4, 8].filter((threads) => threads === 1 || threads <= cpus().length);
const CURVE_THREADS = [1, 1.5, 2, 3, 4, 6, 8, 12, 16];

readScale(['default']); // nothing to choose
using run = await Run.open(runName('tokenizer-throughput'));
const { progress } = run;

const sotu = await progress.phase('reading the corpus', {}, () => readText('sotu', 'State of the Union'));
const sample = sotu.text.slice(0, SAMPLE_CHARS);
const files = gpt2VocabFiles();
const inputs = { bytes: sotu.bytes, codeVersion };

const encoding = await run.step('encoding', inputs, async (folder) => {
  await writeFileAtomic(join(folder, 'vocab.json'), files.vocabJson);
  await writeFileAtomic(join(folder, 'merges.txt'), files.mergesTxt);
  // A new tokenizer for each measurement: its memory of words starts empty.
  const load = (): Promise<Tokenizer> => loadGpt2Files(folder, { specialTokens: SPECIAL_TOKENS });
  const tiktoken = get_encoding('gpt2');
  const variants: Record<string, () => Promise<() => number>> = {
    [WITHOUT_MEMORY]: async () => {
      const encode = plainEncoder(await load(), files.mergesTxt);
      return () => encode(sample);
    },
    'encode()': async () => {
      const tokenizer = await load();
      return () => tokenizer.encode(sotu.text).length;
    },
    'encodeIterable()': async () => {
      const tokenizer = await load();
      return () => countOf(tokenizer.encodeIterable(chunksOf(sotu.text)));
    },
    'tiktoken (Wasm)': () => Promise.resolve(() => tiktoken.encode(sotu.text, 'all').length),
  };
  const results: { name: string; mbPerSecond: number }[] = [];
  for (const [name, prepare] of Object.entries(variants)) {
    const seconds = await fastest(name, prepare);
    const bytes = name === WITHOUT_MEMORY ? Buffer.byteLength(sample) : sotu.bytes;
    results.push({ name, mbPerSecond: bytes / 1e6 / seconds });
  }
  tiktoken.free();
  return results;
});

const counting = await run.step('counting', { ...inputs, threads: THREADS }, async (folder) => {
  const path = await writeText(folder, sotu.text);
  const results: { threads: number; seconds: number }[] = [];
  for (const threads of THREADS) {
    const options = { specialTokens: SPECIAL_TOKENS, numWorkers: threads };
    const seconds = await fastest(`counting pre-tokens, numWorkers ${threads}`, () =>
      Promise.resolve(async () => (await countPreTokens(path, options)).size),
    );
    results.push({ threads, seconds });
  }
  await rm(path);
  return results;
});

for (const { name, mbPerSecond } of encoding.result) {
  progress.note(`  ${name}: ${mbPerSecond.toFixed(1)} MB/s`);
}
for (const { threads, seconds } of counting.result) {
  progress.note(`  counting pre-tokens, numWorkers ${threads}: ${seconds.toFixed(2)} s`);
}
await savePlot(
  barPlot({
    title: 'Encoding speed',
    subtitle: `GPT-2's vocabulary on State of the Union, one thread, best of ${REPEATS}`,
    categoryTitle: '',
    categories: encoding.result.map(({ name }) => name),
    value: { title: 'MB/s' },
    labelFormat: '.1f',
    series: [{ name: 'MB/s', values: encoding.result.map(({ mbPerSecond }) => mbPerSecond) }],
    horizontal: true,
  }),
  join(run.folder, 'encoding-speed'),
);
await plotSpeedUp(counting.result);
progress.note(`\nThe plots are in ${run.folder}`);

/**
 * Speed-up of counting, and Amdahl's law through the last measurement: if a share s of the work cannot be divided, n
 * threads are at most 1 / (s + (1 − s) / n) times as fast.
 */
async function plotSpeedUp(results: readonly { threads: number; seconds: number }[]): Promise<void> {
  const one = results[0]!.seconds;
  const last = results.at(-1)!;
  const speedUp = one / last.seconds;
  const n = last.threads;
  const sequential = n === 1 ? 0 : Math.min(1, Math.max(0, (n / speedUp - 1) / (n - 1)));
  await savePlot(
    linePlot({
      title: 'Counting pre-tokens with several threads',
      subtitle: `this machine has ${cpus().length} cores; ${(100 * sequential).toFixed(0)} % of the work stays sequential`,
      x: { title: 'threads', scale: 'log2', ticks: [1, 2, 4, 8, 16], format: 'd' },
      y: { title: 'speed-up' },
      series: [
        { name: 'measured', points: results.map(({ threads, seconds }) => [threads, one / seconds]) },
        {
          name: "Amdahl's law",
          style: 'dashed',
          points: CURVE_THREADS.map((x) => [x, 1 / (sequential + (1 - sequential) / x)]),
        },
        { name: 'ideal', style: 'line', points: CURVE_THREADS.map((x) => [x, x]) },
      ],
    }),
    join(run.folder, 'speed-up'),
  );
}

/** The shortest of several runs; what is prepared for a run is not timed. */
async function fastest(
  title: string,
  prepare: () => Promise<() => number | Promise<number>>,
): Promise<number> {
  return progress.phase(title, { total: REPEATS, unit: 'runs' }, async (phase) => {
    let seconds = Infinity;
    for (let i = 0; i < REPEATS; i++) {
      const measured = await prepare();
      const started = performance.now();
      await measured();
      seconds = Math.min(seconds, (performance.now() - started) / 1000);
      phase.advance();
    }
    return seconds;
  });
}

function* chunksOf(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += CHUNK_CHARS) yield text.slice(at, at + CHUNK_CHARS);
}

function countOf(ids: Iterable<number>): number {
  let count = 0;
  for (const _ of ids) count++;
  return count;
}
