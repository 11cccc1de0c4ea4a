/** Gradients that tests expect: central differences, in float64, of a float64 function. */
import type { NDArray } from '@dawnbook/grader';
import { expectClose, expectSame, type Tolerance } from '@dawnbook/grader/suite';
import { type Array64, randomArrays, widen } from './arrays.ts';

/** How many elements of an array are checked: all of small ones. */
const SAMPLES = 24;

/** In float64, the error of the difference is about 1e-10 for values of order 1: none, as f32 sees it. */
const STEP = 1e-5;

export interface GradientCase<Name extends string> {
  /** What is computed; the names are those of the inputs. */
  readonly forward: (inputs: Record<Name, Array64>) => Array64;
  /** The values at which it is differentiated. */
  readonly inputs: Record<Name, Array64>;
  /** Which gradients to look at; all by default. */
  readonly names?: readonly Name[];
  readonly gradOut: NDArray;
  readonly tolerance: Tolerance;
  /** Chooses the elements to look at. */
  readonly seed: number;
}

/** Expects the gradients of Σ y·gradOut, at some elements of each input. */
export function expectGradients<Name extends string>(
  grads: Readonly<Record<string, NDArray>> | undefined,
  { forward, inputs, names, gradOut, tolerance, seed }: GradientCase<Name>,
): void {
  const weights = widen(gradOut).data;
  const loss = (): number => forward(inputs).data.reduce((sum, y, i) => sum + y * weights[i]!, 0);
  const random = randomArrays(seed);
  for (const name of names ?? (Object.keys(inputs) as Name[])) {
    const { shape, data } = inputs[name];
    const grad = gradientOf(grads, name);
    expectSame([...grad.shape], [...shape], `shape of the gradient of ${name}`);
    const sampled = random
      .permutation(data.length)
      .slice(0, SAMPLES)
      .toSorted((a, b) => a - b);
    const expected = sampled.map((i) => {
      const value = data[i]!;
      data[i] = value + STEP;
      const above = loss();
      data[i] = value - STEP;
      const below = loss();
      data[i] = value;
      return (above - below) / (2 * STEP);
    });
    const actual = sampled.map((i) => grad.data[i]!);
    const which = sampled.length === data.length ? '' : `, elements ${sampled.slice(0, 8).join(', ')}, …`;
    expectClose(actual, expected, tolerance, `gradient of ${name}${which}`);
  }
}

/** A gradient by name. */
export function gradientOf(grads: Readonly<Record<string, NDArray>> | undefined, name: string): NDArray {
  const grad = grads?.[name];
  expectSame(grad !== undefined, true, `whether ${name} got a gradient`);
  return grad!;
}
