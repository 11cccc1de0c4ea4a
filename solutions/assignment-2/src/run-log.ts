import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a run is: at least what a step's number of tokens follows from. */
export interface RunConfig {
  readonly batchSize: number;
  readonly contextLength: number;
  readonly [key: string]: unknown;
}

/** Metrics of a step, counted from 0. */
export interface StepRecord {
  readonly step: number;
  readonly [metric: string]: number | string;
}

/**
 * The log of a run: `config.json`, and `records.jsonl` with one line per record. A line is appended and handed to the
 * system before `log` returns, so a killed run keeps all that it had logged. To each record are added `wallSeconds`, the
 * time since the run began (a resumed run goes on counting), and `tokens`, those seen up to the end of the step.
 *
 * JSON has no NaN and no infinities: they become the strings `"NaN"`, `"Infinity"`, `"-Infinity"`.
 */
export class RunLog {
  readonly #file: number;
  readonly #tokensPerStep: number;
  readonly #started: number;
  #lastStep = -1;

  /**
   * Begins a log in a folder, or goes on with the one that is there.
   *
   * @param resumeAt - the step with which the run goes on: records from this step on are dropped, and so is a torn last
   * line. Without it, the log begins empty
   */
  constructor(dir: string, config: RunConfig, options: { resumeAt?: number } = {}) {
    mkdirSync(dir, { recursive: true });
    const { resumeAt = 0 } = options;
    const path = join(dir, 'records.jsonl');
    const before = resumeAt > 0 && existsSync(path) ? parseRecords(path, readFileSync(path, 'utf8')) : [];
    const kept = before.filter(({ step }) => step < resumeAt);
    writeWhole(join(dir, 'config.json'), `${JSON.stringify(config, null, 2)}\n`);
    writeWhole(path, kept.map(toLine).join(''));
    this.#file = openSync(path, 'a');
    this.#tokensPerStep = config.batchSize * config.contextLength;
    this.#lastStep = kept.at(-1)?.step ?? -1;
    this.#started = performance.now() - 1000 * Number(kept.at(-1)?.['wallSeconds'] ?? 0);
  }

  /**
   * Appends a record.
   *
   * @throws RangeError if its step is not after the last one
   */
  log(record: StepRecord): void {
    if (!(record.step > this.#lastStep)) {
      throw new RangeError(
        `RunLog: step ${record.step} does not come after step ${this.#lastStep}, which was logged`,
      );
    }
    this.#lastStep = record.step;
    const wallSeconds = (performance.now() - this.#started) / 1000;
    writeSync(
      this.#file,
      toLine({ ...record, tokens: (record.step + 1) * this.#tokensPerStep, wallSeconds }),
    );
  }

  /** Closes the file. */
  // oxlint-disable-next-line typescript/require-await -- the interface leaves room for loggers that must wait
  async close(): Promise<void> {
    closeSync(this.#file);
  }
}

/**
 * What a {@link RunLog} wrote. A torn last line, of a run that was killed, is left out.
 *
 * @throws Error naming file and line if another line is not JSON
 */
export async function readRun(dir: string): Promise<{ config: unknown; records: StepRecord[] }> {
  const path = join(dir, 'records.jsonl');
  const config: unknown = JSON.parse(await readFile(join(dir, 'config.json'), 'utf8'));
  return { config, records: parseRecords(path, await readFile(path, 'utf8')) };
}

function toLine(record: StepRecord): string {
  const encode = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  return `${JSON.stringify(record, encode)}\n`;
}

/** Each complete line: what follows the last line break is torn. */
function parseRecords(path: string, text: string): StepRecord[] {
  const lines = text.split('\n').slice(0, -1);
  return lines.map((line, i) => {
    try {
      return JSON.parse(line) as StepRecord;
    } catch (error) {
      throw new Error(`${path}, line ${i + 1}: not JSON: ${line.slice(0, 80)}`, { cause: error });
    }
  });
}

function writeWhole(path: string, text: string): void {
  const temporary = `${path}.tmp`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
}
