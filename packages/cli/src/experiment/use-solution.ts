/**
 * Loaded with `--import` before an experiment: `#submission`, which is the code of the assignment, becomes the
 * solution's. The folder of the solution is in the environment, which worker threads share.
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SOLUTION_VARIABLE } from './solution-variable.ts';

const solutionDir = process.env[SOLUTION_VARIABLE];
if (solutionDir === undefined) throw new Error(`internal: ${SOLUTION_VARIABLE} is not set`);
const solutionUrl = pathToFileURL(join(solutionDir, 'src', 'index.ts')).href;

registerHooks({
  resolve: (specifier, context, next) => next(specifier === '#submission' ? solutionUrl : specifier, context),
});
