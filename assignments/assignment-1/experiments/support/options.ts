import { cpus } from 'node:os';
import { parseArgs } from 'node:util';

/** Threads for counting pre-tokens. The result does not depend on it. */
export const NUM_WORKERS = Math.min(cpus().length, 8);

/**
 * The value of `--scale`; the first of the scales when it is not given.
 *
 * @throws RangeError naming the scales that there are
 */
export function readScale(scales: readonly string[]): string {
  const { values } = parseArgs({ options: { scale: { type: 'string' } } });
  const scale = values.scale ?? scales[0]!;
  if (!scales.includes(scale)) {
    throw new RangeError(`--scale is ${scale}; this experiment has: ${scales.join(', ')}`);
  }
  return scale;
}
