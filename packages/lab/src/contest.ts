/**
 * Benchmarks as ratios: contestants do the same work in the same run, each round of each in a process of its own, so
 * that nobody profits from, or suffers under, what another has left in memory. Rounds alternate, so that a machine that
 * slows down slows all of them.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { median } from './median.ts';
import type { Progress } from './progress.ts';

/** What a contestant does: prepares, which is not measured, and returns the work that is. */
export type Contestant = () => Promise<() => Outcome | Promise<Outcome>>;

/** What came out of the work; equal for contestants that did the same. */
export type Outcome = number | string;

/** One measurement. */
export interface Measurement {
  readonly seconds: number;
  /** Growth of resident memory during the work, to its peak, in MiB. */
  readonly peakMiB: number;
  readonly outcome: Outcome;
}

/** What a contest is about. */
export interface ContestOptions {
  /** The script that ends with {@link runContestant}. */
  readonly script: URL;
  /** Names of contestants, the one that the others are compared with first. */
  readonly contestants: readonly string[];
  readonly rounds: number;
  readonly progress: Progress;
  /** Arguments of Node, for example hooks that the script needs. This process's own by default. */
  readonly execArgv?: readonly string[];
}

/** The measurements of one contestant; a reason if it could not take part. */
export interface ContestResult {
  readonly name: string;
  readonly measurements: readonly Measurement[];
  readonly absent?: string;
}

/** How a process says that its contestant cannot take part here. */
interface Report {
  readonly measurement?: Measurement;
  readonly absent?: string;
}

/** Runs all rounds and returns the results in the order of the contestants. */
export async function contest(options: ContestOptions): Promise<ContestResult[]> {
  const { contestants, rounds, progress } = options;
  const results = contestants.map((name) => ({ name, measurements: [] as Measurement[], absent: '' }));
  const total = contestants.length * rounds;
  await progress.phase('measuring', { total, unit: 'runs' }, async (phase) => {
    for (let round = 0; round < rounds; round++) {
      for (const result of results) {
        if (result.absent === '') {
          const { measurement, absent } = await measureInProcess(result.name, options);
          if (measurement !== undefined) result.measurements.push(measurement);
          result.absent = absent ?? '';
        }
        phase.advance();
      }
    }
  });
  return results.map(({ absent, ...result }) => (absent === '' ? result : { ...result, absent }));
}

/** The median of a contestant's times, in seconds. */
export function medianSeconds({ measurements }: ContestResult): number {
  return median(measurements.map(({ seconds }) => seconds));
}

/**
 * The other end: runs the contestant that this process was started for. A contestant whose package is not installed on
 * this platform is absent; any other error ends the contest.
 */
export async function runContestant(contestants: Readonly<Record<string, Contestant>>): Promise<void> {
  const name = process.argv[2] ?? '';
  const prepare = contestants[name];
  if (prepare === undefined || process.send === undefined) {
    throw new Error(
      `This script is started by a benchmark, with one of: ${Object.keys(contestants).join(', ')}.`,
    );
  }
  let work: Awaited<ReturnType<Contestant>>;
  try {
    work = await prepare();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') throw error;
    process.send({ absent: 'not installed' } satisfies Report);
    return;
  }
  const before = process.memoryUsage.rss();
  const started = performance.now();
  const outcome = await work();
  const seconds = (performance.now() - started) / 1000;
  const peakMiB = Math.max(0, process.resourceUsage().maxRSS / 1024 - before / 2 ** 20);
  process.send({ measurement: { seconds, peakMiB, outcome } } satisfies Report);
}

async function measureInProcess(name: string, options: ContestOptions): Promise<Report> {
  const { script, execArgv = process.execArgv } = options;
  const child = spawn(process.execPath, [...execArgv, fileURLToPath(script), name], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<Report>();
  let report: Report | undefined;
  child.on('message', (message) => {
    report = message as Report;
  });
  child.on('error', reject);
  child.on('close', (code, signal) => {
    if (code === 0 && report !== undefined) resolve(report);
    else reject(new Error(`Contestant "${name}" ended without a result (${signal ?? `exit code ${code}`}).`));
  });
  return promise;
}
