import { type NDArray, typedArrayName } from '../plain-data.ts';
import { failExpectation } from './assertion.ts';
import { likelyCause } from './likely-cause.ts';
import { show } from './show.ts';
import { isClose, type Tolerance } from './tolerance.ts';

type Numbers = number | readonly number[] | ArrayLike<number> | NDArray;

interface Flat {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}

/**
 * Expects numbers to be close. NaN is close to NaN only, an infinity only to itself.
 *
 * The failure shows both shapes, the first differing index with both values, the largest error, the tolerance, and a
 * likely cause where the pattern of the differences gives one away.
 *
 * @param actual - what the submission returned: a number, a list, or an {@link NDArray}
 */
export function expectClose(actual: Numbers, expected: Numbers, tolerance: Tolerance, what = 'result'): void {
  const a = flatten(actual, what);
  const e = flatten(expected, `the expected ${what}`);
  if (a.shape.join() !== e.shape.join()) {
    failExpectation(`${what} has shape [${a.shape}], expected [${e.shape}]`, expectClose);
  }
  let first = -1;
  let count = 0;
  let worst = -1;
  let worstError = 0;
  for (let i = 0; i < e.data.length; i++) {
    const error = Math.abs(a.data[i]! - e.data[i]!);
    if (isClose(a.data[i]!, e.data[i]!, tolerance)) continue;
    count++;
    if (first < 0) first = i;
    if (worst < 0 || error > worstError || Number.isNaN(error)) {
      worst = i;
      worstError = error;
    }
  }
  if (first < 0) return;
  const at = (i: number): string => (e.shape.length === 0 ? what : `${what}[${indexOf(i, e.shape)}]`);
  const lines = [
    `${at(first)} is ${a.data[first]}, expected ${e.data[first]}`,
    `${count} of ${e.data.length} values differ; largest error ${worstError.toExponential(2)} at ${at(worst)}`,
    `shape [${e.shape}], tolerance rtol ${tolerance.rtol}, atol ${tolerance.atol}`,
  ];
  const cause = likelyCause(a.data, e.data, e.shape, tolerance);
  if (cause !== undefined) lines.push(`likely cause: ${cause}`);
  failExpectation(lines.join('\n'), expectClose);
}

function flatten(value: Numbers, what: string): Flat {
  if (typeof value === 'number') return { shape: [], data: [value] };
  if (Array.isArray(value) || typedArrayName(value) !== undefined) {
    const data = value as ArrayLike<number>;
    return { shape: [data.length], data };
  }
  const { shape, data } = value as NDArray;
  if (!Array.isArray(shape) || typedArrayName(data) === undefined) {
    failExpectation(`${what} is ${show(value)}, expected numbers or { shape, data }`, expectClose);
  }
  const size = shape.reduce((product, length) => product * length, 1);
  if (size !== data.length) {
    failExpectation(`${what} has shape [${shape}] but ${data.length} values`, expectClose);
  }
  return { shape, data };
}

function indexOf(flat: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(flat % shape[axis]!);
    flat = Math.floor(flat / shape[axis]!);
  }
  return index;
}
