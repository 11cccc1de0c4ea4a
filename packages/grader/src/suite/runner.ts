/** How adapter calls are carried out: inside the test process (practice) or in a submission process (graded). */
import type { Plain } from '../plain-data.ts';
import type { FailureKind } from '../judge/failures.ts';

export interface Runner {
  readonly mode: 'practice' | 'graded';
  /** Seed of this run; tests derive their random inputs from it. */
  readonly seed: number;
  /** Calls an adapter and returns its checked result. */
  call(adapter: string, args: unknown): Promise<Plain>;
  /** What the submission printed since the last time; empty in practice, where it goes to the console. */
  takeOutput(): Promise<string>;
  /** Ends whatever the runner started. Called after each test file. */
  close(): Promise<void> | void;
}

let current: Runner | undefined;

/** Installs the runner for the test files of this process. A set-up file of the run does this. */
export function installRunner(runner: Runner): void {
  current = runner;
}

/** @throws Error when a suite is run without one of the course's configurations */
export function currentRunner(): Runner {
  if (current === undefined) {
    throw new Error(
      'No runner is installed: run this suite through `pnpm test --filter assignment-N` or `pnpm grade assignment-N`',
    );
  }
  return current;
}

/** What the `exercise` wrapper leaves on a test for the reporters. */
export interface TestRecord {
  readonly exercise: string;
  outcome: 'passed' | 'failed' | 'not-started' | FailureKind;
  /** The other exercise whose stub was reached. */
  waitingFor?: string;
  /** What the submission printed during this file, if anything. */
  output?: string;
}

declare module 'vitest' {
  interface TaskMeta {
    dawnbook?: TestRecord;
  }
}
