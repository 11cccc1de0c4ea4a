/** The same program on both backends: what WebGPU computes in f32, and the reference backend in float64. */
import { ReferenceBackend } from '../../../src/backend/reference/reference-backend.ts';
import { withBackend } from '../../../src/engine.ts';
import { realize, type Shape, type Tensor } from '../../../src/index.ts';

const reference = new ReferenceBackend();

/** A value, as both backends see it. */
export interface Pair {
  readonly shape: Shape;
  readonly actual: ArrayLike<number>;
  readonly expected: Float64Array;
}

/** Runs a function with the reference backend; tensors made in it are its own. */
export function onReference<T>(fn: () => T | Promise<T>): Promise<T> {
  return withBackend(reference, fn);
}

/** Values in float64. Only within {@link onReference}. */
export async function float64(...tensors: readonly Tensor[]): Promise<Float64Array[]> {
  await realize(...tensors);
  return tensors.map(({ node }) => reference.readFloat64(node));
}

/** Computes on both backends what a function builds; it is called once for each. */
export async function onBoth(build: () => readonly Tensor[]): Promise<Pair[]> {
  const tensors = build();
  await realize(...tensors);
  const actual = await Promise.all(tensors.map((tensor) => tensor.data()));
  const shapes = tensors.map(({ shape }) => shape);
  for (const tensor of tensors) tensor.dispose();
  const expected = await onReference(() => float64(...build()));
  return actual.map((values, i) => ({ shape: shapes[i]!, actual: values, expected: expected[i]! }));
}
