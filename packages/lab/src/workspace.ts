import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * The folder that holds all experiments' results: `runs` in the root folder of the workspace, or what the environment
 * variable `DAWNBOOK_RUNS` says (relative to the current folder).
 */
export function runsFolder(): string {
  const override = process.env['DAWNBOOK_RUNS'];
  return override ? resolve(override) : join(workspaceRoot(), 'runs');
}

function workspaceRoot(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return folder;
  }
  throw new Error(
    '@dawnbook/lab does not lie in a pnpm workspace: set DAWNBOOK_RUNS to a folder for results.',
  );
}
