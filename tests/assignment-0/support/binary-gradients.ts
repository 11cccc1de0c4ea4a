/** Tests of the backward functions of x ∘ y, element by element, with broadcasting. */
import { expectClose } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { differences, DIFFERENCES } from './gradients.ts';
import {
  array,
  atBroadcast,
  awayFromZero,
  broadcast,
  broadcastPair,
  indices,
  nd,
  type Nd,
  shapeOf,
} from './nd.ts';

/** An array whose numbers may be 64 bits wide, or a number. */
type Operand = { shape: number[]; data: ArrayLike<number> } | number;

/** One case: a gradient and two operands, of which one may be a number. */
export interface BinaryCase {
  gradOut: Nd;
  x: Nd | number;
  y: Nd | number;
}

/** Random cases; a number stands in for every fifth operand. */
export function binaryCases(values: fc.Arbitrary<number> = awayFromZero()): fc.Arbitrary<BinaryCase> {
  return fc.tuple(broadcastPair(3), fc.nat(9)).chain(([shapes, kind]) => {
    const x = kind === 0 ? values : array(shapes.x, values);
    const y = kind === 1 ? values : array(shapes.y, values);
    const out = broadcast(kind === 0 ? [] : shapes.x, kind === 1 ? [] : shapes.y);
    return fc.record({ gradOut: array(out), x, y });
  });
}

export function outOf({ gradOut, x, y }: BinaryCase, f: (a: number, b: number) => number): Nd {
  return nd(
    gradOut.shape,
    Array.from(indices(gradOut.shape), (index) => f(atBroadcast(x, index), atBroadcast(y, index))),
  );
}

/**
 * Compares both gradients of random cases with central differences.
 *
 * @param gradients - asks the submission for them
 */
export async function checkBinary(
  cases: readonly BinaryCase[],
  f: (a: number, b: number) => number,
  gradients: (one: BinaryCase, out: Nd) => Promise<[Nd, Nd]>,
): Promise<void> {
  for (const one of cases) {
    const { gradOut, x, y } = one;
    const loss = (left: Operand, right: Operand): number => {
      let sum = 0;
      let flat = 0;
      for (const index of indices(gradOut.shape)) {
        sum += f(atBroadcast(left as Nd, index), atBroadcast(right as Nd, index)) * gradOut.data[flat++]!;
      }
      return sum;
    };
    const asArray = (value: Nd | number): Nd => (typeof value === 'number' ? nd([], [value]) : value);
    const [gradX, gradY] = await gradients(one, outOf(one, f));
    const shapes = `x: [${shapeOf(x)}], y: [${shapeOf(y)}]`;
    const expectedX = differences(asArray(x), (moved) => loss(moved, y));
    const expectedY = differences(asArray(y), (moved) => loss(x, moved));
    expectClose(gradX, expectedX, DIFFERENCES, `gradient of x (${shapes})`);
    expectClose(gradY, expectedY, DIFFERENCES, `gradient of y (${shapes})`);
  }
}
