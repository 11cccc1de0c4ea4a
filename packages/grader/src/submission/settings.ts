/** What a submission process is told when it starts. An environment variable, because worker threads inherit it. */
import { z } from 'zod';

export const SETTINGS_VARIABLE = 'DAWNBOOK_SUBMISSION';

const settingsSchema = z.strictObject({
  /** Directory of the submission: its `src/` holds the student's code. */
  root: z.string(),
  /** Path of a module in whose place the submission's bare imports are resolved: the assignment's own package. */
  packageFile: z.string(),
  /** Packages that the submission may import. */
  packages: z.array(z.string()),
  /** The suite's adapters. */
  adaptersFile: z.string(),
  /** Worker threads are allowed. */
  workers: z.boolean(),
});

export type SubmissionSettings = z.infer<typeof settingsSchema>;

/** @throws Error when this is not a submission process */
export function readSettings(): SubmissionSettings {
  const text = process.env[SETTINGS_VARIABLE];
  if (text === undefined)
    throw new Error(`internal: ${SETTINGS_VARIABLE} is not set in a submission process`);
  return settingsSchema.parse(JSON.parse(text));
}
