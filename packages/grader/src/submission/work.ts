/**
 * Counting work instead of time: the sum of V8's block coverage counts over the submission's own files, which is the
 * same number on every machine. A built-in function counts as part of the block that calls it.
 */
import { Session } from 'node:inspector';
import { submissionUrl } from './resolve.ts';
import { readSettings } from './settings.ts';

interface CoverageResult {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

let instances = 0;

/**
 * Runs a scenario on a fresh instance of the submission and counts its work.
 *
 * Functions that ran before coverage started carry no block counters, hence the fresh instance. Only for adapters
 * with `ownProcess`, in an assignment whose rubric allows the inspector.
 *
 * @param prepare - builds inputs from the fresh submission (not counted) and returns what to count
 * @returns how often blocks of the submission's code ran, and what the counted part returned
 */
export async function measureWork<Submission, Result>(
  prepare: (
    submission: Submission,
  ) => (() => Result | Promise<Result>) | Promise<() => Result | Promise<Result>>,
): Promise<{ work: number; result: Result }> {
  const root = submissionUrl(readSettings().root);
  using session = openSession();
  session.post('Profiler.enable');
  session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const submission = (await import(`#submission?fresh=${++instances}`)) as Submission;
  const run = await prepare(submission);
  takeCounts(session, root); // taking resets the counters
  const result = await run();
  return { work: takeCounts(session, root), result };
}

function openSession(): Session & Disposable {
  const session = new Session();
  session.connect();
  return Object.assign(session, {
    [Symbol.dispose]() {
      session.post('Profiler.stopPreciseCoverage');
      session.disconnect();
    },
  });
}

function takeCounts(session: Session, root: string): number {
  let sum = 0;
  // Posting is synchronous for a session on its own thread.
  session.post('Profiler.takePreciseCoverage', (error: Error | null, params) => {
    if (error !== null) throw error;
    for (const script of (params as unknown as CoverageResult).result) {
      if (!script.url.startsWith(root)) continue;
      for (const { ranges } of script.functions) for (const { count } of ranges) sum += count;
    }
  });
  return sum;
}
