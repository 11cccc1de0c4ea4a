/** The runs of an experiment: trained once, resumed after an interruption, kept when finished. */
import { readRun, train } from '#submission';
import type { CorpusName } from '@dawnbook/datasets';
import { linePlot, type Run, savePlot } from '@dawnbook/lab';
import { createHash } from 'node:crypto';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunSettings } from './configs.ts';
import { tokenData } from './data.ts';
import { codeVersion } from './implementation.ts';
import type { Options } from './options.ts';

/** A point of a curve. */
export interface CurvePoint {
  readonly step: number;
  readonly tokens: number;
  readonly seconds: number;
  readonly loss: number;
}

export interface Member {
  readonly name: string;
  /** Final validation loss; null if the loss became NaN or infinite. */
  readonly loss: number | null;
  readonly bitsPerByte: number | null;
  readonly training: CurvePoint[];
  readonly validation: CurvePoint[];
  /** The checkpoint's path, where there is one. */
  readonly checkpoint: string;
}

/** Trains a run of an experiment, or keeps what is finished. */
export async function trainMember(
  run: Run,
  name: string,
  settings: RunSettings,
  options: Options,
  corpusName: CorpusName = 'sotu',
): Promise<Member> {
  const data = await tokenData(corpusName, settings.model.vocabSize, options);
  const inputs = { settings, corpusName, origin: data.origin, codeVersion };
  // Training goes on in a folder of its own when it was interrupted, if nothing has changed since.
  const digest = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 8);
  const outDir = join(run.folder, 'training', `${name}-${digest}`);
  const step = await run.step(name, inputs, async (folder) => {
    let loss: number | null = null;
    await run.progress.phase(name, { total: settings.maxSteps, unit: 'steps' }, async (phase) => {
      try {
        const { trainData, validationData } = { trainData: data.train, validationData: data.validation };
        const summary = await train(
          { ...settings, trainData, validationData, outDir, resume: true },
          { onLog: ({ step: at }) => phase.update(at + 1) },
        );
        loss = summary.validation!.loss;
        await copyFile(summary.checkpoint, join(folder, 'checkpoint.safetensors'));
      } catch (error) {
        if (!(error instanceof Error) || !/not finite/.test(error.message)) throw error;
        run.progress.note(`  ${name}: ${error.message}`);
      }
    });
    const { records } = await readRun(outDir);
    const curve = (metric: string): CurvePoint[] =>
      records
        .filter((record) => typeof record[metric] === 'number')
        .map((record) => ({
          step: record.step,
          tokens: Number(record['tokens']),
          seconds: Number(record['wallSeconds']),
          loss: Number(record[metric]),
        }));
    return { settings, loss, training: curve('trainLoss'), validation: curve('valLoss') };
  });
  const { loss, training, validation } = step.result;
  const bitsPerByte = loss === null ? null : loss / Math.LN2 / data.bytesPerToken;
  run.progress.note(
    `  ${name}: ${showLoss(loss)}${bitsPerByte === null ? '' : `, ${bitsPerByte.toFixed(3)} bits per byte`}`,
  );
  return {
    name,
    loss,
    bitsPerByte,
    training,
    validation,
    checkpoint: join(step.folder, 'checkpoint.safetensors'),
  };
}

/** One run for each seed, named after it if there are several. */
export async function trainSeeds(
  run: Run,
  name: string,
  make: (seed: number) => RunSettings,
  options: Options,
  seeds = options.seeds,
): Promise<Member[]> {
  const members: Member[] = [];
  for (let seed = 0; seed < seeds; seed++) {
    members.push(await trainMember(run, seeds === 1 ? name : `${name}-seed-${seed}`, make(seed), options));
  }
  return members;
}

export function showLoss(loss: number | null): string {
  if (loss === null) return 'not finite';
  return loss > 1000 ? loss.toExponential(1) : loss.toFixed(3);
}

/** The table of the final losses, as Markdown to paste into an answer, with what is expected. */
export function printTable(
  run: Run,
  members: readonly Member[],
  expected: Readonly<Record<string, string>> = {},
): void {
  const rows = members.map(({ name, loss, bitsPerByte }) => {
    const shown = bitsPerByte === null ? '' : bitsPerByte.toFixed(3);
    return `| ${name} | ${showLoss(loss)} | ${shown} | ${expected[name.replace(/-seed-\d+$/, '')] ?? ''} |`;
  });
  const head = ['| run | validation loss | bits per byte | expected loss |', '| --- | --- | --- | --- |'];
  run.progress.note(`\n${[...head, ...rows].join('\n')}\n\nPlots are in ${run.folder}`);
}

/** Losses above it are drawn at it: an explosion would flatten all other curves. */
const LARGEST_DRAWN = 8;

/** What a loss is measured in, and whether some are not drawn where they are. */
function lossTitle(
  what: string,
  series: readonly { points: readonly (readonly [number, number])[] }[],
): string {
  const isCut = series.some(({ points }) => points.some(([, loss]) => loss === LARGEST_DRAWN));
  return `${what} (nats per token${isCut ? `; ${LARGEST_DRAWN} or more at the top` : ''})`;
}

/** Validation (or training) losses of several runs, over tokens and over seconds. */
export async function plotCurves(
  run: Run,
  title: string,
  members: readonly Member[],
  which: 'validation' | 'training' = 'validation',
): Promise<void> {
  for (const axis of ['tokens', 'seconds'] as const) {
    const series = members
      .filter((member) => member[which].length > 0)
      .map((member) => ({
        name: member.name,
        points: member[which].map((point) => [point[axis], Math.min(point.loss, LARGEST_DRAWN)] as const),
      }));
    if (series.length === 0) return;
    const plot = linePlot({
      title,
      x: { title: axis === 'tokens' ? 'tokens seen' : 'time (s)' },
      y: { title: lossTitle(`${which} loss`, series) },
      series,
    });
    await savePlot(plot, join(run.folder, `${which}-loss-over-${axis}`));
  }
}

/** Final losses over a number that was varied. */
export async function plotFinal(
  run: Run,
  title: string,
  x: { title: string; scale?: 'log10' | 'log2' },
  series: readonly { name: string; points: readonly (readonly [number, Member])[] }[],
): Promise<void> {
  const drawn = series.map(({ name, points }) => ({
    name,
    points: points.map(([at, { loss }]) => [at, Math.min(loss ?? LARGEST_DRAWN, LARGEST_DRAWN)] as const),
  }));
  const y = { title: lossTitle('final validation loss', drawn) };
  const plot = linePlot({ title, x, y, series: drawn });
  await savePlot(plot, join(run.folder, 'final-loss'));
}
