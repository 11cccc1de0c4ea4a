import { isClose, type Tolerance } from './tolerance.ts';

/**
 * Guesses the mistake behind numbers that differ: patterns that a person who has debugged many of these would
 * recognise. Only what all values agree on is said.
 */
export function likelyCause(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  shape: readonly number[],
  tolerance: Tolerance,
): string | undefined {
  const count = expected.length;
  const all = (test: (i: number) => boolean): boolean => {
    for (let i = 0; i < count; i++) if (!test(i)) return false;
    return true;
  };
  const nans = countWhere(count, (i) => Number.isNaN(actual[i]!));
  if (nans === count) return 'every value is NaN';
  if (nans > 0) return `${nans} values are NaN (∞ − ∞, 0 / 0, or a logarithm of a negative number?)`;
  if (all((i) => actual[i] === 0)) return 'every value is 0 (is the result ever written?)';
  if (count < 2) return undefined;

  if (all((i) => isClose(actual[i]!, -expected[i]!, tolerance))) return 'every value has the wrong sign';
  const pivot = indexOfLargest(expected);
  const ratio = actual[pivot]! / expected[pivot]!;
  if (
    Number.isFinite(ratio) &&
    ratio !== 0 &&
    all((i) => isClose(actual[i]! / ratio, expected[i]!, tolerance))
  ) {
    return `every value is off by the same factor, ${factorName(ratio)}`;
  }
  const offset = actual[pivot]! - expected[pivot]!;
  if (Number.isFinite(offset) && all((i) => isClose(actual[i]! - offset, expected[i]!, tolerance))) {
    return `every value is off by the same amount, ${Number(offset.toPrecision(6))}`;
  }
  if (all((i) => isClose(actual[count - 1 - i]!, expected[i]!, tolerance)))
    return 'the values are in reverse order';
  const [rows, columns] = shape;
  if (shape.length === 2 && rows! > 1 && columns! > 1) {
    const transposed = (i: number): number => (i % rows!) * columns! + Math.floor(i / rows!);
    if (all((i) => isClose(actual[i]!, expected[transposed(i)]!, tolerance))) {
      return 'these are the values of the transpose';
    }
  }
  return undefined;
}

/** Factors that have a name: whole numbers, square roots of them, logarithms of two, and their inverses. */
function factorName(ratio: number): string {
  const shown = Number(ratio.toPrecision(6)).toString();
  const near = (value: number): boolean => Math.abs(ratio / value - 1) < 1e-4;
  if (near(Math.LN2)) return `${shown} = ln 2`;
  if (near(1 / Math.LN2)) return `${shown} = 1 / ln 2`;
  for (let n = 2; n <= 4096; n++) {
    if (near(n)) return `${n}`;
    if (near(1 / n)) return `1/${n}`;
    if (near(Math.sqrt(n))) return `${shown} = √${n}`;
    if (near(1 / Math.sqrt(n))) return `${shown} = 1/√${n}`;
  }
  return shown;
}

function countWhere(count: number, test: (i: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < count; i++) if (test(i)) found++;
  return found;
}

function indexOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (Math.abs(values[i]!) > Math.abs(values[best]!)) best = i;
  return best;
}
