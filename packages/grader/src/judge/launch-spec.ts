import { join } from 'node:path';
import type { SubmissionLimits } from '../rubric.ts';
import { type AssignmentFolders, declaredPackages, workspaceRoot } from '../workspace.ts';
import type { LaunchSpec } from './launcher.ts';

/**
 * What a submission process of an assignment needs. It may read the submission, the packages that the course stands
 * on and the suite's adapters; not the tests, their fixtures or the solutions.
 *
 * @param submissionDir - its `src/` is what runs
 */
export function launchSpec(
  { assignmentDir, suiteDir }: AssignmentFolders,
  submissionDir: string,
  limits: SubmissionLimits,
): LaunchSpec {
  const root = workspaceRoot(suiteDir);
  const adaptersFile = join(suiteDir, 'adapters.ts');
  return {
    settings: {
      root: submissionDir,
      packageFile: join(assignmentDir, 'src', 'index.ts'),
      packages: declaredPackages(assignmentDir),
      adaptersFile,
      workers: limits.workers ?? false,
    },
    limits,
    readable: [
      submissionDir,
      adaptersFile,
      join(suiteDir, 'adapters'),
      join(suiteDir, 'package.json'),
      join(suiteDir, 'node_modules'),
      join(assignmentDir, 'package.json'),
      join(assignmentDir, 'node_modules'),
      join(root, 'node_modules'),
      join(root, 'package.json'),
      join(root, 'packages'),
    ],
  };
}
