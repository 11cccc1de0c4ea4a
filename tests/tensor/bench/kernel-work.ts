/** The operations that are measured alone. */
import { gaussian, type Matrix } from './data.ts';

/** What is computed: `chain` is six element-wise operations, ln(exp(x·y + x) + 1)·y. */
export type Operation = 'matmul' | 'matmul with the second operand transposed' | 'softmax' | 'chain';

/** An operation, the shapes of its operands, and how often it runs in one measurement. */
export interface KernelWork {
  readonly name: string;
  readonly operation: Operation;
  readonly shapes: readonly (readonly number[])[];
  readonly repetitions: number;
  /** Floating-point operations of a matrix product, or bytes that must at least be read and written. */
  readonly amount: { readonly flops: number } | { readonly bytes: number };
}

const ROWS = 1024;

export const kernelWorks: readonly KernelWork[] = [
  product('matmul 256³', [256, 256], [256, 256], 20),
  product('matmul 512³', [512, 512], [512, 512], 4),
  {
    ...product('matmul 1024×128×512, B transposed', [1024, 128], [128, 512], 8),
    operation: 'matmul with the second operand transposed',
    shapes: [
      [1024, 128],
      [512, 128],
    ],
  },
  product('matmul 64×1024×1024', [64, 1024], [1024, 1024], 8),
  product('matmul 32 × 64³', [32, 64, 64], [32, 64, 64], 30),
  {
    name: 'softmax 1024×1024',
    operation: 'softmax',
    shapes: [[ROWS, ROWS]],
    repetitions: 20,
    amount: { bytes: 2 * 4 * ROWS * ROWS },
  },
  {
    name: 'six element-wise ops, 1 M',
    operation: 'chain',
    shapes: [[2 ** 20], [2 ** 20]],
    repetitions: 20,
    amount: { bytes: 3 * 4 * 2 ** 20 },
  },
];

function product(name: string, left: number[], right: number[], repetitions: number): KernelWork {
  const flops = 2 * left.reduce((size, length) => size * length, 1) * right.at(-1)!;
  return { name, operation: 'matmul', shapes: [left, right], repetitions, amount: { flops } };
}

/** The operands of a work. */
export function operands({ shapes }: KernelWork): Matrix[] {
  return shapes.map((shape, index) => gaussian(shape, index + 1));
}

/** Every how many elements {@link checksum} looks at one; it shares no factor with the lengths of rows. */
export const CHECKSUM_STRIDE = 101;

/** A number that depends on values at many places of a result, and on the places. */
export function checksum(result: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0, place = 0; i < result.length; i += CHECKSUM_STRIDE, place++) {
    sum += result[i]! * (1 + (place % 7));
  }
  return sum;
}
