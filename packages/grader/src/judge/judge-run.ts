/** Runs test files in judge processes, and goes on after a judge that died. */
import { fork } from 'node:child_process';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestOutcome } from '../verdict.ts';
import type { JudgeMessage, JudgeRequest } from './judge-messages.ts';

/** What the tests did, by exercise. */
export interface Outcomes {
  readonly tests: Map<string, TestOutcome[]>;
  /** What the submission printed. */
  readonly output: Map<string, string>;
  /** Troubles of the judge itself. */
  readonly errors: string[];
}

export interface JudgeOptions {
  /** Called as tests end. */
  readonly onTest?: (exercise: string, outcome: TestOutcome) => void;
  /** Ends the run early. */
  readonly signal?: AbortSignal;
}

/** What the submission may print for each exercise before the report leaves the rest out. */
const MAX_OUTPUT_CHARS = 128 * 2 ** 10;

/**
 * Runs test files. Each of them leaves at least one outcome: a file that did not end, or has no tests, is an outcome
 * `crashed`, so that nobody gets points by ending the judge before the test that they would fail.
 *
 * @param temporary - folder for temporary files
 */
export async function judgeFiles(
  request: JudgeRequest,
  temporary: string,
  options: JudgeOptions,
): Promise<Outcomes> {
  const outcomes: Outcomes = { tests: new Map(), output: new Map(), errors: [] };
  let left = request.files;
  while (left.length > 0) {
    const files = await runJudge({ ...request, files: left }, temporary, outcomes, options);
    if (request.stopAtFailure && hasFailure(outcomes)) break;
    const next: string[] = [];
    for (const file of left) {
      const state = files.get(file);
      if (state === 'tested') continue;
      // A judge that dies takes the file that it was at with it, not the ones after it.
      if (state === undefined && files.size > 0) next.push(file);
      else addTest(outcomes, exerciseOf(file), lostFile(file, LOST[state ?? 'not-started']), options);
    }
    left = next;
  }
  return outcomes;
}

/** How far a file came; it is in no map when it was not even started. */
type FileState = 'started' | 'without-tests' | 'tested';

const LOST = {
  'not-started': 'the judge could not be started',
  started: 'the judge died during these tests',
  'without-tests': 'these tests could not be loaded',
} as const;

/** Runs one judge process to its end and returns how far each file came. */
function runJudge(
  request: JudgeRequest,
  temporary: string,
  outcomes: Outcomes,
  options: JudgeOptions,
): Promise<ReadonlyMap<string, FileState>> {
  const { promise, resolve, reject } = Promise.withResolvers<ReadonlyMap<string, FileState>>();
  const { signal } = options;
  const judge = fork(fileURLToPath(new URL('./judge-process.ts', import.meta.url)), [], {
    // No variable of the shell decides a grade.
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      TMPDIR: temporary,
      NO_COLOR: '1',
    },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let printed = '';
  const keep = (chunk: Buffer): void => void (printed = (printed + chunk.toString()).slice(-4_000));
  judge.stdout!.on('data', keep);
  judge.stderr!.on('data', keep);
  const files = new Map<string, FileState>();
  let done = false;
  const abort = (): void => void judge.kill('SIGTERM');
  signal?.addEventListener('abort', abort, { once: true });
  judge.on('message', (message: JudgeMessage) => {
    switch (message.type) {
      case 'file-started':
        files.set(message.file, 'started');
        return;
      case 'test':
        addTest(outcomes, message.exercise, message.outcome, options);
        addOutput(outcomes, message.exercise, message.output ?? '');
        return;
      case 'file-ended':
        files.set(message.file, message.tests > 0 ? 'tested' : 'without-tests');
        return;
      case 'done':
        done = true;
        outcomes.errors.push(...message.errors);
    }
  });
  judge.once('error', reject);
  judge.once('close', (code, how) => {
    signal?.removeEventListener('abort', abort);
    if (signal?.aborted) return reject(signal.reason as Error);
    if (!done) outcomes.errors.push(`the judge died (${how ?? `exit code ${code}`}):\n${printed.trim()}`);
    resolve(files);
  });
  judge.send(request);
  return promise;
}

function hasFailure({ tests }: Outcomes): boolean {
  return [...tests.values()].flat().some((test) => test.status !== 'passed');
}

function addTest(outcomes: Outcomes, exercise: string, outcome: TestOutcome, { onTest }: JudgeOptions): void {
  outcomes.tests.set(exercise, [...(outcomes.tests.get(exercise) ?? []), outcome]);
  onTest?.(exercise, outcome);
}

function addOutput({ output }: Outcomes, exercise: string, text: string): void {
  const before = output.get(exercise) ?? '';
  if (text === '' || before.length >= MAX_OUTPUT_CHARS) return;
  output.set(exercise, (before + text).slice(0, MAX_OUTPUT_CHARS));
}

function lostFile(file: string, message: string): TestOutcome {
  return {
    name: file,
    file,
    visibility: file.startsWith('hidden/') ? 'hidden' : 'public',
    status: 'crashed',
    message,
    durationMs: 0,
  };
}

function exerciseOf(file: string): string {
  return basename(file, '.test.ts');
}
