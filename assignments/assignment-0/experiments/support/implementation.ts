/** Which implementation an experiment runs on: the code next to it, unless it was started with `--solution`. */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashSources } from '@dawnbook/lab';

const folder = dirname(fileURLToPath(import.meta.resolve('#submission')));
const isSolution = /[\\/]solutions[\\/]/.test(folder);

/** The name of an experiment's run: the solution's results are kept beside yours, not in their place. */
export function runName(experiment: string): string {
  return isSolution ? `${experiment}.solution` : experiment;
}

/** Changes with the code, so that results of an older version count as out of date. */
export const codeVersion: string = await hashSources(folder);
