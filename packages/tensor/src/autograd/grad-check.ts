/** Gradients against differences. */
import { backend } from '../engine.ts';
import { ShapeError } from '../errors.ts';
import { randn } from '../tensor/random.ts';
import { tensor } from '../tensor/create.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { gradientsOf } from './backward.ts';
import { noGrad, withRecording } from './grad-mode.ts';

/** The element in which gradient and difference are farthest apart. */
export interface WorstGradient {
  /** Number of the input, from 0. */
  readonly input: number;
  /** Position in the flattened input. */
  readonly index: number;
  /** What `backward()` says. */
  readonly analytic: number;
  /** What the difference quotient says. */
  readonly numeric: number;
}

/** Outcome of {@link gradCheck}. */
export interface GradCheck {
  readonly ok: boolean;
  readonly worst: WorstGradient;
}

/**
 * Compares the gradients of a function with central differences (f(x + h) − f(x − h)) / 2h of its result, weighted at
 * random. Evaluates the function twice for each element of the inputs, so keep them small.
 *
 * In f32, differences are good to about two digits; on the reference backend (`DAWNBOOK_BACKEND=reference`) to six.
 *
 * @param options - `h`: the step, 1e-2 for f32 and 1e-5 on the reference backend; `tolerance`: of the difference, relative
 * to 1 plus the size of the gradient, 2e-2 and 1e-6
 */
export async function gradCheck(
  fn: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  options: { h?: number; tolerance?: number; seed?: number } = {},
): Promise<GradCheck> {
  const isExact = backend().name === 'reference';
  const { h = isExact ? 1e-5 : 1e-2, tolerance = isExact ? 1e-6 : 2e-2, seed = 0 } = options;
  const values = await Promise.all(inputs.map((input) => input.data()));
  if (values.every(({ length }) => length === 0))
    throw new ShapeError('gradCheck: the inputs have no elements');
  const leaves = inputs.map((input) => {
    const leaf = noGrad(() => input.alias());
    leaf.requiresGrad = true;
    return leaf;
  });
  const result = withRecording(true, () => fn(...leaves));
  // With weights of 1, errors that add up to 0 would go unnoticed: those of a softmax, for one.
  const weights = randn(result.shape, { seed });
  const gradients = gradientsOf(result.mul(weights).sum(), leaves);
  const analytic = await Promise.all(gradients.map((gradient) => gradient.data()));

  const lossAt = (input: number, index: number, delta: number): Tensor =>
    noGrad(() => {
      const from = inputs[input]!;
      const step = new Float32Array(from.size);
      step[index] = delta;
      return fn(...inputs.with(input, from.add(tensor(step, from.shape))))
        .mul(weights)
        .sum();
    });

  let worst: WorstGradient = { input: 0, index: 0, analytic: 0, numeric: 0 };
  let worstError = -1;
  for (const [input, { length }] of values.entries()) {
    for (let index = 0; index < length; index++) {
      // Subtracted before they are rounded on the way out.
      const difference = await lossAt(input, index, h)
        .sub(lossAt(input, index, -h))
        .item();
      const numeric = difference / (2 * h);
      const found = analytic[input]![index]!;
      const error = Math.abs(found - numeric) / (1 + Math.abs(numeric));
      // A NaN is beyond every tolerance, and would compare as if it were within.
      const comparable = Number.isFinite(error) ? error : Infinity;
      if (comparable <= worstError) continue;
      worstError = comparable;
      worst = { input, index, analytic: found, numeric };
    }
  }
  return { ok: worstError <= tolerance, worst };
}
