import { randomInt } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import type { Exercise, Rubric, SubmissionLimits } from '../rubric.ts';
import { exerciseStatus, type TestOutcome, writtenStatus } from '../verdict.ts';
import { type AssignmentFolders, loadRubric } from '../workspace.ts';
import { suiteHash } from './hashes.ts';
import { type Intake, takeSubmission } from './intake.ts';
import { judgeFiles, type Outcomes } from './judge-run.ts';
import { launchSpec } from './launch-spec.ts';
import { removeFolder } from './remove-folder.ts';
import type { ExerciseResult, GradeResult } from './result.ts';

/** What to grade. */
export interface GradeOptions {
  readonly folders: AssignmentFolders;
  /** Folder of the submission; the assignment's own by default. */
  readonly submission?: string;
  /** Only these exercises; all by default. */
  readonly exercises?: readonly string[];
  /** For a run that is to be repeated; random by default. */
  readonly seed?: number;
  /** Other limits than the rubric's. */
  readonly limits?: SubmissionLimits;
  /** How many exercises are tested at the same time; two by default, where there are two cores. */
  readonly workers?: number;
  /** Whether the first failed test ends the run: enough to know that something is wrong. */
  readonly stopAtFailure?: boolean;
  /** Called as tests end. */
  readonly onTest?: (exercise: string, outcome: TestOutcome) => void;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
}

/**
 * Grades a submission with the public and the hidden tests.
 *
 * @throws IntakeError when there is nothing to grade
 * @throws RangeError for an unknown exercise
 */
export async function grade(options: GradeOptions): Promise<GradeResult> {
  const { folders } = options;
  const startedAt = new Date();
  const rubric = await loadRubric(folders.suiteDir);
  const rows = selectExercises(rubric, options.exercises);
  const seed = options.seed ?? randomInt(2 ** 31);
  // Node names modules by their real paths; a folder behind a link would not be recognised in them.
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'dawnbook-grade-')));
  try {
    const [copy, temporary] = [join(directory, 'submission'), join(directory, 'tmp')];
    for (const path of [copy, temporary]) mkdirSync(path);
    const intake = takeSubmission(resolve(options.submission ?? folders.assignmentDir), copy);
    const spec = launchSpec(folders, copy, { ...rubric.limits, ...options.limits });
    const files = rows
      .filter((row) => row.kind !== 'written')
      .flatMap((row) => testFiles(folders.suiteDir, row.id));
    const workers = options.workers ?? Math.min(2, availableParallelism());
    const stopAtFailure = options.stopAtFailure ?? false;
    const request = { suiteDir: folders.suiteDir, files, spec, seed, workers, stopAtFailure };
    const outcomes = await judgeFiles(request, temporary, options);
    return assemble({ rubric, rows, intake, outcomes, seed, startedAt, suiteDir: folders.suiteDir });
  } finally {
    removeFolder(directory);
  }
}

function selectExercises(rubric: Rubric, ids: readonly string[] | undefined): readonly Exercise[] {
  if (ids === undefined) return rubric.exercises;
  for (const id of ids) {
    if (!rubric.exercises.some((row) => row.id === id)) {
      throw new RangeError(`'${id}' is not an exercise of assignment ${rubric.assignment}`);
    }
  }
  return rubric.exercises.filter((row) => ids.includes(row.id));
}

/** The test files of an exercise that exist, relative to the suite. */
function testFiles(suiteDir: string, exercise: string): string[] {
  return ['public', 'hidden']
    .map((folder) => `${folder}/${exercise}.test.ts`)
    .filter((file) => existsSync(join(suiteDir, file)));
}

function assemble(parts: {
  rubric: Rubric;
  rows: readonly Exercise[];
  intake: Intake;
  outcomes: Outcomes;
  seed: number;
  startedAt: Date;
  suiteDir: string;
}): GradeResult {
  const { rubric, rows, intake, outcomes, seed, startedAt, suiteDir } = parts;
  const exercises = rows.map((row): ExerciseResult => {
    // Files run side by side; in the report the public tests come first.
    const found = Map.groupBy(outcomes.tests.get(row.id) ?? [], (test) => test.visibility);
    const tests = [...(found.get('public') ?? []), ...(found.get('hidden') ?? [])];
    const status = row.kind === 'written' ? writtenStatus(intake.directory, row) : exerciseStatus(tests);
    const waitingFor = tests.find((test) => test.waitingFor !== undefined)?.waitingFor;
    const output = outcomes.output.get(row.id);
    return {
      id: row.id,
      title: row.title,
      kind: row.kind,
      status,
      points: status === 'passed' ? row.points : 0,
      maxPoints: row.points,
      ...(waitingFor === undefined ? {} : { waitingFor }),
      tests: tests.map(({ name, visibility, status: testStatus, message, durationMs }) => ({
        name,
        visibility,
        status: testStatus,
        ...(message === undefined ? {} : { message }),
        durationMs,
      })),
      ...(output === undefined ? {} : { output }),
    };
  });
  const sum = (list: readonly ExerciseResult[], of: 'points' | 'maxPoints'): number =>
    list.reduce((total, exercise) => total + exercise[of], 0);
  const tested = exercises.filter((exercise) => exercise.kind !== 'written');
  const written = exercises.filter((exercise) => exercise.kind === 'written');
  return {
    schema: 'dawnbook/result/v1',
    assignment: rubric.assignment,
    title: rubric.title,
    submission: {
      files: intake.files,
      bytes: intake.bytes,
      sha256: intake.sha256,
      ignored: [...intake.ignored],
    },
    suiteSha256: suiteHash(suiteDir),
    seed,
    isolation: 'process',
    adapter: null,
    versions: {
      node: process.version,
      vitest: vitestVersion(),
      platform: `${process.platform}-${process.arch}`,
    },
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    points: sum(tested, 'points'),
    maxPoints: sum(tested, 'maxPoints'),
    manualPoints: sum(
      written.filter((exercise) => exercise.status === 'needs-manual-grading'),
      'maxPoints',
    ),
    maxManualPoints: sum(written, 'maxPoints'),
    infrastructureErrors: outcomes.errors,
    exercises,
  };
}

function vitestVersion(): string {
  const manifest = createRequire(import.meta.url)('vitest/package.json') as { version: string };
  return manifest.version;
}
