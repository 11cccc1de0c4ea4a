import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/**
 * Logits divided by a temperature. About 2 lines.
 *
 * Handout: README.md#temperature
 *
 * @param logits - `[..., vocab]`
 * @throws RangeError if the temperature is not positive
 */
export function applyTemperature(logits: Tensor, temperature: number): Tensor {
  throw notImplemented('temperature');
}
