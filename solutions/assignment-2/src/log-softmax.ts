import type { Tensor } from '@dawnbook/tensor';

/**
 * Log-probabilities along the last axis. The largest logit is subtracted first: no overflow, and a large constant in all
 * logits costs no digits.
 */
export function logSoftmax(logits: Tensor): Tensor {
  const shifted = logits.sub(logits.max(-1, true));
  return shifted.sub(shifted.exp().sum(-1, true).log());
}
