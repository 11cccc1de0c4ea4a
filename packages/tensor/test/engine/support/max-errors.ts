/** The largest error seen for each operation, printed when a file of tests is done. */
import { afterAll, expect } from 'vitest';

interface Entry {
  cases: number;
  values: number;
  error: number;
}

export class MaxErrors {
  readonly #entries = new Map<string, Entry>();

  /** @param title - what the errors are relative to */
  constructor(title: string) {
    afterAll(() => void process.stdout.write(`\n${title}\n${this.toString()}\n`));
  }

  add(op: string, error: number, values: number): void {
    const entry = this.#entries.get(op) ?? { cases: 0, values: 0, error: 0 };
    this.#entries.set(op, {
      cases: entry.cases + 1,
      values: entry.values + values,
      error: Math.max(entry.error, error),
    });
  }

  toString(): string {
    return [...this.#entries]
      .map(([op, { cases, values, error }]) => {
        const columns = [
          String(cases).padStart(6),
          String(values).padStart(8),
          error.toExponential(1).padStart(9),
        ];
        return `${op.padEnd(28)}${columns.join('')}`;
      })
      .join('\n');
  }
}

/**
 * The largest difference, relative to the scale.
 *
 * @param scale - `element`: to each expected value, or 1 if that is more; `all`: to the largest of them
 * @returns infinity where only one of two values is NaN, or an infinity differs
 */
export function largestError(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  scale: 'element' | 'all',
): { error: number; index: number } {
  let error = 0;
  let index = 0;
  let largest = 1;
  if (scale === 'all') {
    for (let i = 0; i < expected.length; i++) {
      if (Number.isFinite(expected[i])) largest = Math.max(largest, Math.abs(expected[i]!));
    }
  }
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [actual[i]!, expected[i]!];
    if (Object.is(a, b) || a === b) continue;
    const here = Math.abs(a - b) / (scale === 'all' ? largest : Math.max(1, Math.abs(b)));
    if (here > error || Number.isNaN(here)) {
      error = Number.isNaN(here) ? Infinity : here;
      index = i;
    }
  }
  return { error, index };
}

/** Fails with a text of its own where an error is over the tolerance. */
export function expectWithin(error: number, tolerance: number, where: string): void {
  if (!(error <= tolerance)) expect.fail(`${where}: the error is ${error}, over ${tolerance}`);
}
