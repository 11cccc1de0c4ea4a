import { fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Exercise, Rubric, SubmissionLimits } from '../rubric.ts';
import { exerciseStatus, type TestOutcome, writtenStatus } from '../verdict.ts';
import { type AssignmentFolders, loadRubric } from '../workspace.ts';
import { suiteHash } from './hashes.ts';
import { type Intake, takeSubmission } from './intake.ts';
import type { JudgeMessage, JudgeRequest } from './judge-messages.ts';
import { launchSpec } from './launch-spec.ts';
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
  /** Called as tests end. */
  readonly onTest?: (exercise: string, outcome: TestOutcome) => void;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
}

interface Outcomes {
  readonly tests: Map<string, TestOutcome[]>;
  readonly output: Map<string, string>;
  readonly errors: string[];
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
  const directory = mkdtempSync(join(tmpdir(), 'dawnbook-intake-'));
  try {
    const intake = takeSubmission(resolve(options.submission ?? folders.assignmentDir), directory);
    const spec = launchSpec(folders, directory, { ...rubric.limits, ...options.limits });
    const outcomes: Outcomes = { tests: new Map(), output: new Map(), errors: [] };
    let left = rows.filter((row) => row.kind !== 'written').map((row) => row.id);
    while (left.length > 0) {
      const files = left.flatMap((id) => testFiles(folders.suiteDir, id));
      const died = await runJudge({ suiteDir: folders.suiteDir, files, spec, seed }, outcomes, options);
      // A judge that dies takes the exercise that it was at with it, not the ones after it.
      left = died === undefined ? [] : left.slice(left.findIndex((id) => id === died) + 1);
    }
    return assemble({ rubric, rows, intake, outcomes, seed, startedAt, suiteDir: folders.suiteDir });
  } finally {
    rmSync(directory, { recursive: true, force: true });
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

/** Runs one judge process. Returns the exercise during which it died, or `undefined` when it ended properly. */
function runJudge(
  request: JudgeRequest,
  outcomes: Outcomes,
  { onTest, signal }: GradeOptions,
): Promise<string | undefined> {
  const { promise, resolve: settle, reject } = Promise.withResolvers<string | undefined>();
  const judge = fork(fileURLToPath(new URL('./judge-process.ts', import.meta.url)), [], {
    // No variable of the shell decides a grade.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TMPDIR: process.env['TMPDIR'],
      NO_COLOR: '1',
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  const keep = (chunk: Buffer): void => void (printed = (printed + chunk.toString()).slice(-4_000));
  judge.stdout!.on('data', keep);
  judge.stderr!.on('data', keep);
  let current = request.files[0]!;
  let done = false;
  const abort = (): void => void judge.kill('SIGTERM');
  signal?.addEventListener('abort', abort, { once: true });
  judge.on('message', (message: JudgeMessage) => {
    if (message.type === 'file') {
      current = message.file;
    } else if (message.type === 'test') {
      const { exercise, outcome, output } = message;
      outcomes.tests.set(exercise, [...(outcomes.tests.get(exercise) ?? []), outcome]);
      if (output) outcomes.output.set(exercise, (outcomes.output.get(exercise) ?? '') + output);
      onTest?.(exercise, outcome);
    } else {
      done = true;
      outcomes.errors.push(...message.errors);
    }
  });
  judge.once('error', reject);
  judge.once('close', (code, how) => {
    signal?.removeEventListener('abort', abort);
    if (signal?.aborted) return reject(signal.reason as Error);
    if (done) return settle(undefined);
    const exercise = /([a-z0-9-]+)\.test\.ts$/.exec(current)![1]!;
    outcomes.errors.push(
      `the judge died during ${exercise} (${how ?? `exit code ${code}`}):\n${printed.trim()}`,
    );
    const list = outcomes.tests.get(exercise) ?? [];
    const message = 'the judge died during this exercise';
    list.push({
      name: message,
      file: current,
      visibility: 'hidden',
      status: 'crashed',
      message,
      durationMs: 0,
    });
    outcomes.tests.set(exercise, list);
    settle(exercise);
  });
  judge.send(request);
  return promise;
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
    const tests = outcomes.tests.get(row.id) ?? [];
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
