/**
 * For `node --import=@dawnbook/grader/use-submission script.ts`: what the script imports as `#submission` is the code in
 * the folder that the environment variable `DAWNBOOK_SUBMISSION` names. So one benchmark measures a student's code as
 * well as the course's own.
 *
 * @packageDocumentation
 */
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = process.env['DAWNBOOK_SUBMISSION'];
if (folder === undefined || folder === '') {
  throw new Error('DAWNBOOK_SUBMISSION must name the folder of an assignment or of a solution');
}

const url = pathToFileURL(join(folder, 'src', 'index.ts')).href;
registerHooks({
  resolve: (specifier, context, next) => next(specifier === '#submission' ? url : specifier, context),
});
