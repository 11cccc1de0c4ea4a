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
