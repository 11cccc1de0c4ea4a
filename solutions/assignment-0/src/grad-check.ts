import { type Arr, copy } from './arr.ts';
import { backprop } from './backprop.ts';
import { uniform } from './random.ts';
import { Tensor } from './tensor.ts';

/** Where a gradient is most wrong. */
export interface GradError {
  /** Which input, and which of its elements. */
  readonly input: number;
  readonly index: number;
  /** The derivative by backpropagation. */
  readonly analytic: number;
  /** The derivative by central differences. */
  readonly numeric: number;
}

/** Step of the differences, and the largest error that is tolerated. */
export interface GradCheckOptions {
  readonly h?: number;
  readonly tolerance?: number;
}

/**
 * Compares the gradients that backpropagation finds with central differences,
 * (L(x + h) − L(x − h)) / 2h for every element of every input, of L = Σ f(x)·r with r random in [0.5, 1.5).
 *
 * An element passes if |analytic − numeric| ≤ tolerance · max(1, |numeric|). `worst` is the element with the largest
 * |analytic − numeric| / max(1, |numeric|). The inputs are not changed, and their `grad` stays what it was.
 *
 * @param f - computes a tensor from tensors of the shapes of `inputs`
 */
export function gradCheck(
  f: (...xs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  { h = 1e-5, tolerance = 1e-6 }: GradCheckOptions = {},
): { ok: boolean; worst: GradError } {
  const leaves = inputs.map((input) => new Tensor(copy(input.arr), { requiresGrad: true }));
  const out = f(...leaves);
  const random = uniform(1);
  const r = out.arr.data.map(() => 0.5 + random());
  backprop(out, new Tensor({ shape: out.arr.shape, data: r }));

  const loss = (xs: readonly Arr[]): number =>
    f(...xs.map((x) => new Tensor(x))).arr.data.reduce((sum, y, i) => sum + y * r[i]!, 0);
  const numericAt = (input: number, index: number): number => {
    const at = (step: number): number => {
      const xs = inputs.map((x) => copy(x.arr));
      xs[input]!.data[index]! += step;
      return loss(xs);
    };
    return (at(h) - at(-h)) / (2 * h);
  };

  let worst: GradError = { input: 0, index: 0, analytic: 0, numeric: 0 };
  for (const [input, leaf] of leaves.entries()) {
    for (let index = 0; index < leaf.arr.data.length; index++) {
      const analytic = leaf.grad?.arr.data[index] ?? 0;
      const error = { input, index, analytic, numeric: numericAt(input, index) };
      // A NaN is worse than any number.
      if (!(relativeError(error) <= relativeError(worst))) worst = error;
    }
  }
  return { ok: relativeError(worst) <= tolerance, worst };
}

function relativeError({ analytic, numeric }: GradError): number {
  return Math.abs(analytic - numeric) / Math.max(1, Math.abs(numeric));
}
