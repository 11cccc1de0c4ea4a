import { notImplemented } from '@dawnbook/grader';
import type { Parameter, Tensor } from '@dawnbook/tensor';

/**
 * If the ℓ₂ norm of all gradients together is more than `maxNorm`, each gradient becomes g · maxNorm/(norm + 1e-6); else all
 * stay as they are, bit by bit. Nothing is read from the device. About 10 lines.
 *
 * Handout: README.md#gradient-clipping
 *
 * @param params - iterated once; those without a gradient count for nothing
 * @returns the norm before clipping, `[]`
 * @throws RangeError if `maxNorm` is not positive
 */
export function clipGradNorm(params: Iterable<Parameter>, maxNorm: number): Tensor {
  throw notImplemented('gradient-clipping');
}
