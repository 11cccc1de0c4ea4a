import { notImplemented } from '@dawnbook/grader';
import { type Kernel, kernel, type KernelSpec, type Tensor } from '@dawnbook/tensor';

/**
 * The kernel of {@link outerAdd}: inputs `a` `[n]` and `b` `[m]`, output `out` `[n, m]`, workgroups of 8 × 8 in a
 * two-dimensional grid, one thread per element of the result.
 *
 * About 15 lines.
 *
 * Handout: README.md#kernel-zip-broadcast
 */
export function outerAddSpec(): KernelSpec {
  throw notImplemented('kernel-zip-broadcast');
}

let outerAddKernel: Kernel | undefined;

/** `out[i][j] = a[i] + b[j]`, in one dispatch of your kernel: `[n]`, `[m]` → `[n, m]`. */
export function outerAdd(a: Tensor, b: Tensor): Tensor {
  outerAddKernel ??= kernel(outerAddSpec());
  return outerAddKernel({ a, b }, { n: a.size, m: b.size });
}
