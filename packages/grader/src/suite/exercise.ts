import { createHash } from 'node:crypto';
import { afterAll, describe, test as vitestTest } from 'vitest';
import type { Adapters, Run } from '../adapters.ts';
import { SubmissionError, SubmissionFailure } from '../judge/failures.ts';
import { NotImplementedError } from '../not-implemented.ts';
import type { Rubric } from '../rubric.ts';
import { currentRunner, type TestRecord } from './runner.ts';
import { show } from './show.ts';

/** A test may put into its message what a submission returned, and that may be of any size. */
const MAX_MESSAGE_CHARS = 10_000;

/** What a test file gets for its exercise. */
export interface ExerciseContext<A> {
  /** Declares one test. Its name says what a correct submission does. */
  readonly test: (name: string, body: () => Promise<void>) => void;
  /** Calls the submission: one async function for each adapter. */
  readonly run: Run<A>;
  /** Seed of this run and this exercise, for inputs that are not drawn by fast-check (which is seeded already). */
  readonly seed: number;
}

/** The `exercise` function of one assignment. */
export type DeclareExercise<A, Id extends string> = (
  id: Id,
  body: (context: ExerciseContext<A>) => void,
) => void;

/** What one test did, as far as the calls tell. */
interface CallLog {
  last: string | undefined;
  notImplemented: string | undefined;
  failure: SubmissionFailure | undefined;
}

/**
 * Binds a rubric and the types of its adapters, and returns the assignment's `exercise` function, with which test
 * files declare their tests.
 *
 * @example
 * export const exercise = defineSuite<typeof adapters>()(rubric);
 */
export function defineSuite<A extends Adapters>(): <Id extends string>(
  rubric: Rubric<Id>,
) => DeclareExercise<A, Id> {
  return (rubric) => (id, body) => {
    const row = rubric.exercises.find((exercise) => exercise.id === id);
    if (row === undefined) throw new Error(`'${id}' is not an exercise of assignment ${rubric.assignment}`);
    const runner = currentRunner();
    let log: CallLog = { last: undefined, notImplemented: undefined, failure: undefined };

    const call = async (adapter: string, args: unknown): Promise<unknown> => {
      // After a process died, shrinking a counterexample or a loop of calls would only let it die again.
      if (log.failure !== undefined) throw log.failure;
      log.last = `run.${adapter}(${show(args)})`;
      try {
        return await runner.call(adapter, args);
      } catch (error) {
        if (error instanceof NotImplementedError) log.notImplemented ??= error.exerciseId;
        if (error instanceof SubmissionError) log.notImplemented ??= error.notImplemented;
        if (error instanceof SubmissionFailure) log.failure = error;
        throw error;
      }
    };
    const run = new Proxy({} as Run<A>, {
      get: (_, adapter) => (args: unknown) => call(String(adapter), args),
    });

    const test = (name: string, testBody: () => Promise<void>): void => {
      vitestTest(name, async ({ task, skip }) => {
        log = { last: undefined, notImplemented: undefined, failure: undefined };
        const record: TestRecord = { exercise: id, outcome: 'passed' };
        task.meta.dawnbook = record;
        let thrown: unknown;
        try {
          await testBody();
        } catch (error) {
          thrown = error;
          record.outcome = 'failed';
        }
        const output = await runner.takeOutput();
        if (output !== '') record.output = output;
        // What the calls did decides, whatever the test made of it.
        if (log.notImplemented !== undefined) {
          record.outcome = 'not-started';
          // The name comes from the submission: only the rubric's own names are repeated.
          const stub = rubric.exercises.find((exercise) => exercise.id === log.notImplemented)?.id ?? id;
          if (stub !== id) record.waitingFor = stub;
          skip(notStartedNote(id, stub));
        }
        if (log.failure !== undefined) {
          record.outcome = log.failure.kind;
          thrown = log.failure;
        }
        if (thrown === undefined) return;
        const error = withCall(thrown, log.last);
        if (runner.mode === 'graded') dropStack(error);
        throw error;
      });
    };

    describe(id, () => {
      body({ test, run, seed: exerciseSeed(runner.seed, id) });
      afterAll(() => runner.close());
    });
  };
}

/** A seed that differs between exercises and is the same for the same run and exercise. */
export function exerciseSeed(runSeed: number, exerciseId: string): number {
  return createHash('sha256').update(`${runSeed}/${exerciseId}`).digest().readInt32LE(0);
}

function notStartedNote(id: string, stub: string): string {
  return stub === id
    ? `not started: README.md#${id}`
    : `waits for ${stub}, which is not started: README.md#${stub}`;
}

/** Adds the call that was made to the message of a failure. */
function withCall(thrown: unknown, call: string | undefined): unknown {
  if (call === undefined || !(thrown instanceof Error)) return thrown;
  const called = `called: ${call}`;
  if (thrown instanceof SubmissionFailure) {
    return new SubmissionFailure(thrown.kind, `${thrown.kind}: ${thrown.message}\n${called}`);
  }
  const where = thrown instanceof SubmissionError ? thrown.where : undefined;
  const message =
    thrown.message.length > MAX_MESSAGE_CHARS
      ? `${thrown.message.slice(0, MAX_MESSAGE_CHARS)}…`
      : thrown.message;
  thrown.message = [message, where, called].filter((line) => line !== undefined).join('\n');
  return thrown;
}

/**
 * Vitest opens every file that a stack names, to look for a source map. A stack can hold words of the submission, and
 * `at f (/dev/zero:1:1)` would be the end of the judge.
 */
function dropStack(error: unknown): void {
  if (error instanceof Error) error.stack = '';
}
