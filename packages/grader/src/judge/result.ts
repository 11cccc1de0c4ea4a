/** The result of grading one submission: one versioned JSON document from which every report is made. */
import { z } from 'zod';

const statusSchema = z.enum([
  'passed',
  'failed',
  'not-started',
  'timeout',
  'crashed',
  'out-of-memory',
  'protocol-error',
]);

const testSchema = z.strictObject({
  name: z.string(),
  /** A hidden test's message may show its inputs: for the instructor, not for a student before the due date. */
  visibility: z.enum(['public', 'hidden']),
  status: statusSchema,
  message: z.string().optional(),
  durationMs: z.number(),
});

const exerciseSchema = z.strictObject({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['code', 'numeric', 'written']),
  status: z.enum([...statusSchema.options, 'needs-manual-grading']),
  /** Points that were earned; a written answer earns its points from a person. */
  points: z.number(),
  maxPoints: z.number(),
  /** The other exercise whose missing code this one waits for. */
  waitingFor: z.string().optional(),
  tests: z.array(testSchema),
  /** What the submission printed during these tests, cut at a size. */
  output: z.string().optional(),
});

/** The form of `result.json`; later versions have another `schema`. */
export const gradeResultSchema = z.strictObject({
  schema: z.literal('dawnbook/result/v1'),
  assignment: z.number(),
  title: z.string(),
  submission: z.strictObject({
    files: z.number(),
    bytes: z.number(),
    sha256: z.string(),
    ignored: z.array(z.strictObject({ path: z.string(), reason: z.string() })),
  }),
  /** Of all files that decide: the suite and the grader. */
  suiteSha256: z.string(),
  seed: z.number(),
  isolation: z.enum(['process']),
  /** The WebGPU adapter that the submission used; `null` when the assignment uses none. */
  adapter: z.string().nullable(),
  versions: z.strictObject({ node: z.string(), vitest: z.string(), platform: z.string() }),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  /** Points from tests. */
  points: z.number(),
  maxPoints: z.number(),
  /** Points that a person may still give for written answers that are there. */
  manualPoints: z.number(),
  maxManualPoints: z.number(),
  /** Troubles of the grader itself, which are not the submission's. */
  infrastructureErrors: z.array(z.string()),
  exercises: z.array(exerciseSchema),
});

/** The result of grading one submission. */
export type GradeResult = z.infer<typeof gradeResultSchema>;
/** The result of one exercise. */
export type ExerciseResult = z.infer<typeof exerciseSchema>;
/** The result of one test. */
export type TestResult = z.infer<typeof testSchema>;
