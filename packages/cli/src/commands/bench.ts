import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UserError } from '../errors.ts';
import { runTurbo } from '../turbo.ts';
import { findRoot, openAssignment, openAssignments } from '../workbook.ts';

/** Runs benchmarks, one after the other, so that they do not slow each other down. */
export async function bench(
  name: string | undefined,
  args: readonly string[],
  options: { solution?: boolean },
): Promise<number> {
  const root = findRoot();
  const assignments = name === undefined ? await openAssignments(root) : [await openAssignment(root, name)];
  const folders = assignments
    .map(({ folders: { assignmentDir, solutionDir } }) => (options.solution ? solutionDir : assignmentDir))
    .filter(hasBenchmark);
  if (folders.length === 0) {
    throw new UserError(`${name ?? 'no assignment of this workbook'} has no benchmark`);
  }
  return runTurbo(root, [
    'run',
    'bench',
    ...folders.map((folder) => `--filter=./${basename(join(folder, '..'))}/${basename(folder)}`),
    '--concurrency=1',
    ...(args.length > 0 ? ['--', ...args] : []),
  ]);
}

function hasBenchmark(folder: string): boolean {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { scripts?: Record<string, string> };
  return manifest.scripts?.['bench'] !== undefined;
}
