import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { SubmissionLimits } from '../rubric.ts';
import { type AssignmentFolders, declaredPackages } from '../workspace.ts';
import type { LaunchSpec } from './launcher.ts';
import { readablePackages } from './readable-packages.ts';

/**
 * What a submission process of an assignment needs. It may read the submission, the suite's adapters, and the packages
 * that the two declare under `dependencies`; not the tests, their fixtures, what only tests use (`devDependencies`), or
 * a solution.
 *
 * @param submissionDir - its `src/` is what runs
 */
export function launchSpec(
  { assignmentDir, suiteDir, solutionDir }: AssignmentFolders,
  submissionDir: string,
  limits: SubmissionLimits,
): LaunchSpec {
  const adaptersFile = join(suiteDir, 'adapters.ts');
  return {
    settings: {
      root: submissionDir,
      packageFile: join(assignmentDir, 'src', 'index.ts'),
      packages: declaredPackages(assignmentDir),
      adaptersFile,
      workers: limits.workers ?? false,
      inspector: limits.inspector ?? false,
    },
    limits,
    ...driverCache(limits),
    readable: [
      submissionDir,
      adaptersFile,
      join(suiteDir, 'adapters'),
      join(suiteDir, 'package.json'),
      join(assignmentDir, 'package.json'),
      ...readablePackages([assignmentDir, suiteDir], [solutionDir]),
    ],
  };
}

/**
 * The folder of `@dawnbook/tensor` for its driver (see its README), if the assignment loads one and it is there. Without
 * it, each process would unpack a driver of its own, 28 MB, into its temporary folder.
 */
function driverCache({ addons }: SubmissionLimits): Pick<LaunchSpec, 'driverCache'> {
  const { DAWNBOOK_CACHE, XDG_CACHE_HOME } = process.env;
  const folder = DAWNBOOK_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dawnbook');
  return addons === true && existsSync(folder) ? { driverCache: folder } : {};
}
