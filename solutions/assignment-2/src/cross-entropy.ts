import type { Tensor } from '@dawnbook/tensor';

/**
 * −log softmax(logits)[target], the loss of a classifier in nats: `logits[target]` is gathered first, and both it and
 * log Σ exp are taken relative to the largest logit, so that nothing overflows and no log 0 appears.
 *
 * @param logits - `[..., vocab]`
 * @param targets - i32 `[...]`
 * @returns the mean over all leading axes, a tensor without axes; with `reduction: 'none'` one loss per target, `[...]`
 */
export function crossEntropy(
  logits: Tensor,
  targets: Tensor,
  options: { reduction?: 'mean' | 'none' } = {},
): Tensor {
  const shifted = logits.sub(logits.detach().max(-1, true)); // [..., vocab]
  const logSumExp = shifted.exp().sum(-1).log(); // [...]
  const targetLogits = shifted.gather(-1, targets.unsqueeze(-1)).squeeze(-1); // [...]
  const losses = logSumExp.sub(targetLogits);
  return options.reduction === 'none' ? losses : losses.mean();
}
