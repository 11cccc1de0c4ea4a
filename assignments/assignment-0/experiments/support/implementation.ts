/** Which implementation an experiment runs on: the code next to it, unless it was started with `--solution`. */
import { implementationAt } from '@dawnbook/lab';

export const { runName, codeVersion } = await implementationAt(import.meta.resolve('#submission'));
