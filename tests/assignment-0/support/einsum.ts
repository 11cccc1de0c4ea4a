/** Random einsums, and what they give: loops over all names. */
import fc from 'fast-check';
import { array, at, indices, nd, type Nd, sizeOf } from './nd.ts';

export interface EinsumCase {
  operands: string[][];
  right: string[];
  sizes: Record<string, number>;
  xs: Nd[];
}

const NAMES = ['i', 'j', 'k', 'head'];

/** Small whole numbers: sums of products are exact in 32 bits. */
const whole = fc.integer({ min: -4, max: 4 });

export function einsumCases({
  maxOperands,
  minSize,
}: {
  maxOperands: number;
  minSize: number;
}): fc.Arbitrary<EinsumCase> {
  const operand = fc.array(fc.constantFrom(...NAMES), { maxLength: 3 });
  return fc
    .record({
      operands: fc.array(operand, { minLength: 1, maxLength: maxOperands }),
      lengths: fc.array(fc.integer({ min: minSize, max: 3 }), { minLength: 4, maxLength: 4 }),
    })
    .chain(({ operands, lengths }) => {
      const sizes = Object.fromEntries(NAMES.map((name, i) => [name, lengths[i]!]));
      return fc.record({
        operands: fc.constant(operands),
        right: fc.shuffledSubarray([...new Set(operands.flat())]),
        sizes: fc.constant(sizes),
        xs: fc.tuple(
          ...operands.map((names) =>
            array(
              names.map((name) => sizes[name]!),
              whole,
            ),
          ),
        ),
      });
    });
}

export const showPattern = ({ operands, right }: EinsumCase): string =>
  `${operands.map((names) => names.join(' ')).join(', ')} -> ${right.join(' ')}`;

/**
 * Adds `term` up over all names, into the place that `target` names.
 *
 * @param term - gets the index of each name
 */
function accumulate(
  { operands, sizes }: EinsumCase,
  target: readonly string[],
  shape: readonly number[],
  term: (index: Record<string, number>) => number,
): Nd {
  const names = [...new Set(operands.flat())];
  const sums = new Float64Array(sizeOf(shape));
  for (const index of indices(names.map((name) => sizes[name]!))) {
    const named = Object.fromEntries(names.map((name, i) => [name, index[i]!]));
    const flat = target.reduce((position, name, axis) => position * shape[axis]! + named[name]!, 0);
    sums[flat]! += term(named);
  }
  return nd(shape, [...sums]);
}

const valueAt = (x: Nd, names: readonly string[], index: Record<string, number>): number =>
  at(
    x,
    names.map((name) => index[name]!),
  );

export function einsumOracle(one: EinsumCase): Nd {
  const shape = one.right.map((name) => one.sizes[name]!);
  return accumulate(one, one.right, shape, (index) =>
    one.operands.reduce((product, names, k) => product * valueAt(one.xs[k]!, names, index), 1),
  );
}

/** The gradient of operand `k`, when that of the result is `gradOut`. */
export function einsumGradient(one: EinsumCase, k: number, gradOut: Nd): Nd {
  const own = one.operands[k]!;
  return accumulate(one, own, one.xs[k]!.shape, (index) =>
    one.operands.reduce(
      (product, names, other) => (other === k ? product : product * valueAt(one.xs[other]!, names, index)),
      valueAt(gradOut, one.right, index),
    ),
  );
}
