import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashSources } from './hash.ts';

/** The code that an experiment runs on: a student's, or with `--solution` the course's. */
export interface Implementation {
  /** The name of an experiment's run: the solution's results are kept beside a student's, not in their place. */
  readonly runName: (experiment: string) => string;
  /** Changes with the code, so that results of an older version count as out of date. */
  readonly codeVersion: string;
}

/**
 * Tells which code an experiment runs on.
 *
 * @param submission - where `#submission` is: `import.meta.resolve('#submission')` of the experiment
 * @throws if there is no source there
 */
export async function implementationAt(submission: string): Promise<Implementation> {
  const folder = dirname(fileURLToPath(submission));
  const isSolution = /[\\/]solutions[\\/]/.test(folder);
  return {
    runName: (experiment) => (isSolution ? `${experiment}.solution` : experiment),
    codeVersion: await hashSources(folder),
  };
}
