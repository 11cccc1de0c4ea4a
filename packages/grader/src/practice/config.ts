import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';
import { launchSpec } from '../judge/launch-spec.ts';
import { assignmentFolders, loadRubric, workspaceRoot } from '../workspace.ts';
import { ScoreboardReporter } from './scoreboard-reporter.ts';

/** Practice is repeatable: the same random inputs each time, unless one asks for others. */
const DEFAULT_SEED = 1;

/**
 * The Vitest configuration of an assignment's or a solution's package: runs the assignment's suite against the code
 * next to the configuration file.
 *
 * @param configUrl - `import.meta.url` of the configuration file
 * @param options - `hidden`: also run the hidden tests
 */
export async function practice(
  configUrl: string,
  options: { hidden?: boolean } = {},
): Promise<ViteUserConfig> {
  const submission = dirname(fileURLToPath(configUrl));
  const root = workspaceRoot(submission);
  const assignment = Number(/assignment-(\d+)$/.exec(submission)?.[1]);
  if (!Number.isInteger(assignment)) throw new Error(`${submission} is not a folder named assignment-N`);
  const folders = assignmentFolders(root, assignment);
  const rubric = await loadRubric(folders.suiteDir);
  return {
    root: submission,
    resolve: {
      alias: [
        { find: /^#submission$/, replacement: join(submission, 'src', 'index.ts') },
        { find: /^#submission\/(.*)$/, replacement: join(submission, 'src', '$1.ts') },
      ],
    },
    server: { fs: { allow: [root] } },
    test: {
      dir: folders.suiteDir,
      include: [`public/**/*.test.ts`, ...(options.hidden ? [`hidden/**/*.test.ts`] : [])],
      setupFiles: [fileURLToPath(new URL('./setup.ts', import.meta.url))],
      pool: 'forks',
      // Files share processes: starting one takes longer than most of the tests in it.
      isolate: false,
      testTimeout: 60_000,
      reporters: [new ScoreboardReporter(rubric, submission)],
      provide: {
        practice: {
          seed: practiceSeed(),
          spec: launchSpec(folders, submission, rubric.limits ?? {}),
        },
      },
    },
  };
}

/** @throws Error when DAWNBOOK_SEED is not a whole number */
function practiceSeed(): number {
  const text = process.env['DAWNBOOK_SEED'];
  if (text === undefined || text === '') return DEFAULT_SEED;
  const seed = Number(text);
  if (!Number.isInteger(seed)) throw new Error(`DAWNBOOK_SEED is '${text}'; it must be a whole number`);
  return seed;
}
