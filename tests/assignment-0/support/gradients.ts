/** Gradients in tests: by central differences, in float64. */
import { type Nd, sizeOf } from './nd.ts';

/** An array whose numbers are not rounded to 32 bits, so that small steps are not lost. */
export interface Exact {
  shape: number[];
  data: Float64Array;
}

export const exact = ({ shape, data }: Nd): Exact => ({ shape: [...shape], data: Float64Array.from(data) });

/**
 * Step of the differences. The error of (f(x+h) − f(x−h))/2h is h²/6 · f‴ plus rounding, 2⁻⁵³ · |f| / h: for values and
 * third derivatives up to 1,000 both are below 2e-7 and 1e-8.
 */
const STEP = 1e-5;

/** Central differences are good to about 1e-7; results of adapters are rounded to 32 bits. */
export const DIFFERENCES = { rtol: 1e-5, atol: 1e-5 };

/** d/dx of Σ f(x)·r: the gradient that a backward function makes of the gradient `r`. */
export function differences(x: Nd, loss: (x: Exact) => number): Nd {
  const grad = Float32Array.from({ length: sizeOf(x.shape) }, (_, i) => {
    const shifted = (step: number): number => {
      const moved = exact(x);
      moved.data[i]! += step;
      return loss(moved);
    };
    return (shifted(STEP) - shifted(-STEP)) / (2 * STEP);
  });
  return { shape: [...x.shape], data: grad };
}
