import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../errors.ts';
import { runTurbo } from '../turbo.ts';
import {
  type Assignment,
  currentAssignment,
  findRoot,
  openAssignment,
  openAssignments,
} from '../workbook.ts';

/** The benchmark of the engine, which is no assignment's: `dawnbook bench tensor`. */
const ENGINE = 'tensor';

/**
 * Runs the benchmarks of an assignment, which are in the folder of its suite. They measure the code in the folder that
 * DAWNBOOK_SUBMISSION names.
 *
 * @param name - of an assignment, or `tensor` for the engine
 * @param args - for the benchmarks
 */
export async function bench(
  name: string | undefined,
  args: readonly string[],
  options: { solution?: boolean },
): Promise<number> {
  const root = findRoot();
  if (name === ENGINE) return runBenchmark(root, ENGINE, args);
  const assignment = await chooseAssignment(root, name);
  const { assignmentDir, solutionDir, suiteDir } = assignment.folders;
  const submission = options.solution ? solutionDir : assignmentDir;
  if (!existsSync(submission)) {
    throw new UserError(`this workbook has no ${submission}; leave out --solution to measure your own code`);
  }
  process.env['DAWNBOOK_SUBMISSION'] = submission;
  return runBenchmark(root, basename(suiteDir), args);
}

/** @param folder - in `tests/` */
function runBenchmark(root: string, folder: string, args: readonly string[]): Promise<number> {
  return runTurbo(root, [
    'run',
    'bench',
    `--filter=./tests/${folder}`,
    ...(args.length > 0 ? ['--', ...args] : []),
  ]);
}

/** @throws {@link UserError} when there is nothing to measure */
async function chooseAssignment(root: string, name: string | undefined): Promise<Assignment> {
  if (name !== undefined) {
    const assignment = await openAssignment(root, name);
    if (hasBenchmark(assignment)) return assignment;
    throw new UserError(`${assignment.name} has no benchmark`);
  }
  const withBenchmark = (await openAssignments(root)).filter(hasBenchmark);
  if (withBenchmark.length === 0) throw new UserError('this workbook has no benchmarks');
  return currentAssignment(withBenchmark);
}

function hasBenchmark({ folders }: Assignment): boolean {
  const manifest = JSON.parse(readFileSync(join(folders.suiteDir, 'package.json'), 'utf8')) as {
    scripts?: Record<string, string>;
  };
  return manifest.scripts?.['bench'] !== undefined;
}
