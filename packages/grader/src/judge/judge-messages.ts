import type { TestOutcome } from '../verdict.ts';
import type { LaunchSpec } from './launcher.ts';

/** What the judge process is told, once. */
export interface JudgeRequest {
  readonly suiteDir: string;
  /** Test files, relative to the suite. */
  readonly files: readonly string[];
  readonly spec: LaunchSpec;
  readonly seed: number;
}

/** What the judge process says. */
export type JudgeMessage =
  | { readonly type: 'file'; readonly file: string }
  | {
      readonly type: 'test';
      readonly exercise: string;
      readonly outcome: TestOutcome;
      readonly output?: string;
    }
  | { readonly type: 'done'; readonly errors: readonly string[] };
