/**
 * What the adapters of tensor code have in common: arrays become tensors, results become arrays, and gradients are those of
 * Σ y·gradOut.
 */
import type { NDArray } from '@dawnbook/grader';
import { type Module, realize, setChecks, type StateDict, type Tensor, tensor } from '@dawnbook/tensor';
import { z } from 'zod';

/** The student's code. Imported inside adapters only: nothing of it runs before it is called. */
export const submission = () => import('#submission');

/** An array with its shape, as it travels. */
export const ndArraySchema = z.custom<NDArray>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    Array.isArray((value as NDArray).shape) &&
    ArrayBuffer.isView((value as NDArray).data),
  'expected { shape, data }',
);

/** Arrays by name: parameters, gradients. */
export const ndArraysSchema = z.record(z.string(), ndArraySchema);

export const stdSchema = z.object({ y: ndArraySchema, grads: ndArraysSchema.optional() });

/** What most adapters return: the result and, if `gradOut` was given, gradients by name. */
export type StdResult = z.infer<typeof stdSchema>;

/** Parameters by their names in the state dict. */
export type Weights = Record<string, NDArray>;

/** How the elements of an input lie in memory: row by row, or in another order behind a permuted view. */
export type Layout = 'contiguous' | 'permuted';

/** A tensor of the same values; i32 and u32 stay what they are, bytes are booleans. */
export function toTensor({ shape, data }: NDArray, layout: Layout = 'contiguous'): Tensor {
  const rows = tensor(data, shape);
  if (layout === 'contiguous' || shape.length < 2) return rows;
  const reversed = shape.map((_length, axis) => shape.length - 1 - axis);
  return rows.permute(reversed).contiguous().permute(reversed);
}

/** As {@link toTensor}, as a leaf that gets a gradient. */
export function toLeaf(array: NDArray, layout?: Layout): Tensor {
  const leaf = toTensor(array, layout).detach();
  leaf.requiresGrad = true;
  return leaf;
}

/** Tensors of all arrays of a record. */
export function toState(weights: Weights): StateDict {
  return Object.fromEntries(Object.entries(weights).map(([name, array]) => [name, toTensor(array)]));
}

/** Reads a tensor. */
export async function toArray(tensorToRead: Tensor): Promise<NDArray> {
  const data = await tensorToRead.data();
  if (data instanceof Float16Array) throw new Error('a result of f16; this assignment works in f32');
  return { shape: [...tensorToRead.shape], data };
}

/** Reads all tensors of a record. */
export async function toArrays(tensors: Readonly<Record<string, Tensor>>): Promise<Record<string, NDArray>> {
  await realize(...Object.values(tensors));
  const arrays: Record<string, NDArray> = {};
  for (const [name, each] of Object.entries(tensors)) arrays[name] = await toArray(each);
  return arrays;
}

/** Gives a module the parameters of a test; without any it keeps its own. */
export function withWeights<M extends Module>(module: M, weights: Weights | undefined): M {
  if (weights !== undefined) module.loadStateDict(toState(weights));
  return module;
}

/** Computes with the engine's checks of values and positions on, if the test says so. */
export async function withChecks<T>(checks: boolean | undefined, compute: () => Promise<T>): Promise<T> {
  const before = setChecks(checks ?? false);
  try {
    return await compute();
  } finally {
    setChecks(before);
  }
}

/** Parameters of a module by name. */
export function parametersOf(module: Module): Record<string, Tensor> {
  return Object.fromEntries(module.namedParameters());
}

/**
 * Reads a result and, if there is a `gradOut`, the gradients of Σ y·gradOut.
 *
 * @param leaves - what gradients are wanted of, by name; those that got none are left out
 */
export async function stdResult(
  y: Tensor,
  gradOut: NDArray | undefined,
  leaves: Readonly<Record<string, Tensor>>,
): Promise<StdResult> {
  if (gradOut === undefined) return { y: await toArray(y) };
  if (y.shape.join() !== gradOut.shape.join()) return { y: await toArray(y), grads: {} }; // the test will say so
  y.mul(toTensor(gradOut)).sum().backward();
  const grads: Record<string, Tensor> = {};
  for (const [name, { grad }] of Object.entries(leaves)) if (grad !== null) grads[name] = grad;
  await realize(y, ...Object.values(grads));
  return { y: await toArray(y), grads: await toArrays(grads) };
}
