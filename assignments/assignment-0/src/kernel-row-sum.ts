import { notImplemented } from '@dawnbook/grader';
import { type Kernel, kernel, type KernelSpec, type Tensor } from '@dawnbook/tensor';

/**
 * The kernel of {@link rowSum}: input `x` `[rows, cols]`, output `out` `[rows]`, one workgroup of 128 per row, at most
 * 512 bytes of workgroup memory. Each element of `x` is read once, each element of `out` written once.
 *
 * About 40 lines.
 *
 * Handout: README.md#kernel-row-sum
 */
export function rowSumSpec(): KernelSpec {
  throw notImplemented('kernel-row-sum');
}

let rowSumKernel: Kernel | undefined;

/** The sum of each row, in one dispatch of your kernel: `[rows, cols]` → `[rows]`. */
export function rowSum(x: Tensor): Tensor {
  const [rows, cols] = x.shape;
  rowSumKernel ??= kernel(rowSumSpec());
  return rowSumKernel({ x }, { rows: rows!, cols: cols! });
}
