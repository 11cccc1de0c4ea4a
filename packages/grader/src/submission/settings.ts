/** What a submission process is told when it starts. An environment variable, because worker threads inherit it. */
export const SETTINGS_VARIABLE = 'DAWNBOOK_SUBMISSION';

export interface SubmissionSettings {
  /** Directory of the submission: its `src/` holds the student's code. */
  readonly root: string;
  /** Path of a module in whose place the submission's bare imports are resolved: the assignment's own package. */
  readonly packageFile: string;
  /** Packages that the submission may import. */
  readonly packages: readonly string[];
  /** The suite's adapters. */
  readonly adaptersFile: string;
  /** Worker threads are allowed. */
  readonly workers: boolean;
  /** Work is counted with V8's coverage. */
  readonly inspector: boolean;
}

/** @throws Error when this is not a submission process */
export function readSettings(): SubmissionSettings {
  const text = process.env[SETTINGS_VARIABLE];
  if (text === undefined)
    throw new Error(`internal: ${SETTINGS_VARIABLE} is not set in a submission process`);
  return JSON.parse(text) as SubmissionSettings;
}
