/** Random cases of one operation, on both backends. */
import fc from 'fast-check';
import { vi } from 'vitest';
import type { Tensor } from '../../../src/index.ts';
import { onBoth } from './backends.ts';
import { expectWithin, largestError, type MaxErrors } from './max-errors.ts';
import { between } from './random.ts';
import { leafOf } from './views.ts';

/** A program: what it is, and how it is built. */
export interface Case {
  /** With which everybody can build it again. */
  readonly label: string;
  build(): readonly Tensor[];
}

export interface Expectation {
  /** Largest error that is allowed; 0 by default. */
  readonly tolerance?: number;
  /** See {@link largestError}. */
  readonly scale?: 'element' | 'all';
}

/** Compiling takes its time on a busy machine; this only ends what hangs. */
vi.setConfig({ testTimeout: 600_000 });

/** Another seed finds other cases: `DAWNBOOK_TEST_SEED=7 pnpm test`. */
export const SEED = Number(process.env['DAWNBOOK_TEST_SEED'] ?? 1);
const CASES = Number(process.env['DAWNBOOK_TEST_CASES'] ?? 200);
/** So many are computed in one go. */
const BATCH = 50;

/** Checks an operation on random cases. A failure tells fast-check's seed, and the case. */
export async function checkCases(
  op: string,
  cases: fc.Arbitrary<Case>,
  errors: MaxErrors,
  expectation: Expectation = {},
): Promise<void> {
  const batches = fc.array(cases, { minLength: BATCH, maxLength: BATCH, size: 'max' });
  const printable = batches.map((batch) =>
    Object.assign(batch, { [fc.toStringMethod]: () => `${batch.length} cases` }),
  );
  await fc.assert(
    fc.asyncProperty(printable, (batch) => compare(op, batch, errors, expectation)),
    // Cases are small and say what they are; shrinking a batch would say no more.
    { seed: SEED, numRuns: Math.ceil(CASES / BATCH), endOnFailure: true },
  );
}

/** A result, and the gradients of leaves for a random gradient of the result. */
export function withGradients(y: Tensor, leaves: readonly Tensor[], seed: number): Tensor[] {
  if (!y.requiresGrad) return [y];
  y.backward(leafOf(y.shape, seed + 10, { value: between(-1, 1) }));
  return [y, ...leaves.flatMap(({ grad }) => grad ?? [])];
}

async function compare(
  op: string,
  batch: readonly Case[],
  errors: MaxErrors,
  { tolerance = 0, scale = 'element' }: Expectation,
): Promise<void> {
  const counts: number[] = [];
  const pairs = await onBoth(() => {
    const outputs = batch.map((each) => each.build());
    counts.splice(0, counts.length, ...outputs.map(({ length }) => length));
    return outputs.flat();
  });
  let at = 0;
  for (const [i, { label }] of batch.entries()) {
    let [worst, values] = [0, 0];
    for (let k = 0; k < counts[i]!; k++) {
      const { shape, actual, expected } = pairs[at++]!;
      const { error, index } = largestError(actual, expected, scale);
      const where = `${op}: ${label}: result ${k} of shape [${shape.join(', ')}], element ${index}: ${actual[index]} where the reference has ${expected[index]}`;
      expectWithin(error, tolerance, where);
      worst = Math.max(worst, error);
      values += expected.length;
    }
    errors.add(op, worst, values);
  }
}
