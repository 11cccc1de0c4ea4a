import { notImplemented } from '@dawnbook/grader';

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
 * The log of a run: `config.json`, and `records.jsonl` with one line per record, appended and handed to the system before
 * `log` returns. Adds `wallSeconds`, since the run began (a resumed run goes on counting), and `tokens`,
 * (step + 1) · batchSize · contextLength. NaN and infinities become the strings `"NaN"`, `"Infinity"`, `"-Infinity"`.
 * About 50 lines.
 *
 * Handout: README.md#run-log
 */
export class RunLog {
  /**
   * @param resumeAt - the step with which the run goes on: records from this step on are dropped, and so is a torn last
   * line. Without it, the log begins empty
   */
  constructor(dir: string, config: RunConfig, options: { resumeAt?: number } = {}) {
    throw notImplemented('run-log');
  }

  /** @throws RangeError with both steps, if the record's is not after the last one */
  log(record: StepRecord): void {
    throw notImplemented('run-log');
  }

  /** Closes the file. */
  close(): Promise<void> {
    throw notImplemented('run-log');
  }
}

/** What a `RunLog` wrote. A torn last line is left out. */
export function readRun(dir: string): Promise<{ config: unknown; records: StepRecord[] }> {
  throw notImplemented('run-log');
}
