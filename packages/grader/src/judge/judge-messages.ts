import type { TestOutcome } from '../verdict.ts';
import type { LaunchSpec } from './launcher.ts';

/** What the judge process is told, once. */
export interface JudgeRequest {
  readonly suiteDir: string;
  /** Test files, relative to the suite. */
  readonly files: readonly string[];
  readonly spec: LaunchSpec;
  readonly seed: number;
  /** How many test files run at the same time. */
  readonly workers: number;
  /** Whether the first failed test ends the run. */
  readonly stopAtFailure: boolean;
}

/** What the judge process says. Files are named as in the request. */
export type JudgeMessage =
  | { readonly type: 'file-started'; readonly file: string }
  | {
      readonly type: 'test';
      readonly exercise: string;
      readonly outcome: TestOutcome;
      readonly output?: string;
    }
  /** `tests`: how many it has; none when the file could not be loaded. */
  | { readonly type: 'file-ended'; readonly file: string; readonly tests: number }
  | { readonly type: 'done'; readonly errors: readonly string[] };
