/**
 * Loaded with `--import` before an experiment: an exercise that is not implemented ends it with one line, and not with
 * a stack trace, since nothing is wrong.
 */
import { NotImplementedError } from '@dawnbook/grader';
import { inspect } from 'node:util';
import { EXIT } from '../exit-codes.ts';
import { printError, remark } from '../terminal/output.ts';

process.on('uncaughtException', (error) => {
  if (error instanceof NotImplementedError) {
    printError(`${error.message}. With --solution, the experiment runs on the course's own code`);
    process.exit(EXIT.usage);
  }
  remark(inspect(error, { colors: process.stderr.hasColors?.() ?? false }));
  process.exit(EXIT.no);
});
