import type { Tensor } from '@dawnbook/tensor';

/**
 * Logits divided by a temperature: below 1 the distribution becomes sharper, above 1 flatter.
 *
 * @param logits - `[..., vocab]`
 * @throws RangeError if the temperature is not positive
 */
export function applyTemperature(logits: Tensor, temperature: number): Tensor {
  if (!(temperature > 0))
    throw new RangeError(`applyTemperature: temperature is ${temperature}; it must be positive`);
  return logits.div(temperature);
}
