/**
 * Counting work instead of time: the sum of V8's block coverage counts over the submission's own files, which is the
 * same number on every machine. A built-in function counts as part of the block that calls it.
 */
import { startCoverage, stopCoverage, takeCoverage } from './coverage.ts';
import { submissionUrl } from './resolve.ts';
import { readSettings } from './settings.ts';

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
  startCoverage();
  try {
    const submission = (await import(`#submission?fresh=${++instances}`)) as Submission;
    const run = await prepare(submission);
    takeCounts(root); // taking resets the counters
    const result = await run();
    return { work: takeCounts(root), result };
  } finally {
    stopCoverage();
  }
}

function takeCounts(root: string): number {
  let sum = 0;
  for (const script of takeCoverage().result) {
    if (!script.url.startsWith(root)) continue;
    for (const { ranges } of script.functions) for (const { count } of ranges) sum += count;
  }
  return sum;
}
