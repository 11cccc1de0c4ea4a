/** What a student's last practice runs said, kept next to the code so that the workbook can show it. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { writeWhole } from '../write-whole.ts';

const statusSchema = z.enum([
  'passed',
  'failed',
  'not-started',
  'timeout',
  'crashed',
  'out-of-memory',
  'protocol-error',
  'needs-manual-grading',
]);

const progressSchema = z.object({
  version: z.literal(1),
  exercises: z.record(
    z.string(),
    z.object({
      status: statusSchema,
      passed: z.number(),
      total: z.number(),
      waitingFor: z.string().optional(),
    }),
  ),
});

/** State of each exercise that has been run, by id. */
export type Progress = z.infer<typeof progressSchema>['exercises'];

/** Where the progress of a submission is kept. */
export function progressFile(submission: string): string {
  return join(submission, '.dawnbook', 'progress.json');
}

/** The progress of a submission; empty when nothing was run, or when the file is from another version. */
export function readProgress(submission: string): Progress {
  const file = progressFile(submission);
  if (!existsSync(file)) return {};
  const parsed = progressSchema.safeParse(parseJson(readFileSync(file, 'utf8')));
  // Progress can be made again by running the tests; a file of another version is worth nothing.
  return parsed.success ? parsed.data.exercises : {};
}

/** Adds to the progress of a submission. */
export function updateProgress(submission: string, changes: Progress): void {
  writeProgress(submission, { ...readProgress(submission), ...changes });
}

/** Takes exercises out of the progress of a submission, as if they had never been run. */
export function forgetProgress(submission: string, exercises: readonly string[]): void {
  if (!existsSync(progressFile(submission))) return;
  const kept = Object.entries(readProgress(submission)).filter(([id]) => !exercises.includes(id));
  writeProgress(submission, Object.fromEntries(kept));
}

function writeProgress(submission: string, exercises: Progress): void {
  const file = progressFile(submission);
  mkdirSync(dirname(file), { recursive: true });
  const content: z.infer<typeof progressSchema> = { version: 1, exercises };
  writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
