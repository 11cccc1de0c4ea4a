/** Gradients of functions, and functions with gradients of their own. */
import { TensorError } from '../errors.ts';
import { deriveAs } from '../tensor/derive.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { gradientsOf, leavesOf } from './backward.ts';
import { isRecording, withRecording } from './grad-mode.ts';
import { asOf } from './record.ts';

/**
 * The function that computes the gradients of a function of tensors. It can be differentiated again, with respect to its
 * inputs or to whatever else the function uses, if they require gradients.
 *
 * @param fn - gives a tensor of one element
 */
export function grad(fn: (...inputs: Tensor[]) => Tensor): (...inputs: Tensor[]) => Tensor[] {
  return (...inputs) => {
    const isWanted = isRecording();
    return withRecording(true, () => {
      // An alias of a recorded tensor is recorded too, so that the gradient can be differentiated with respect to it.
      const watched = inputs.map((input) => {
        const alias = input.alias();
        if (!alias.requiresGrad) alias.requiresGrad = true;
        return alias;
      });
      const result = fn(...watched);
      const createGraph = isWanted && leavesOf(result).some((leaf) => !watched.includes(leaf));
      // What others computed may be part of the graph, and is not ours to let go of.
      const gradients = gradientsOf(result, watched, { createGraph, retainGraph: true });
      // A custom function may give the input itself as its gradient.
      return createGraph ? gradients : gradients.map((g) => (g.requiresGrad ? g.detach() : g));
    });
  };
}

/** What a custom function keeps for its gradient. */
export interface FunctionContext {
  /** Keeps tensors, by name, with the values that they have now, from forward to backward. */
  save(tensors: Readonly<Record<string, Tensor>>): void;
  /** What was saved. */
  readonly saved: Readonly<Record<string, Tensor>>;
}

/** A function with a gradient of its own. */
export interface CustomFunction<Args extends readonly unknown[]> {
  /** What messages call it. */
  readonly name: string;
  /** Computes the result. Nothing in it is recorded. */
  forward(context: FunctionContext, ...args: Args): Tensor;
  /** The gradients with respect to the tensors among the arguments, in their order; `undefined` for none. */
  backward(context: FunctionContext, g: Tensor): readonly (Tensor | undefined)[];
}

/** Makes a function whose gradient is given, and not derived. */
export function customFunction<Args extends readonly unknown[]>(
  definition: CustomFunction<Args>,
): (...args: Args) => Tensor {
  return (...args) => {
    const inputs = args.filter((arg): arg is Tensor => isTensor(arg));
    const saved: Record<string, Tensor> = {};
    const save = (tensors: Readonly<Record<string, Tensor>>): void => {
      for (const [name, tensor] of Object.entries(tensors)) {
        const { node } = tensor;
        Object.defineProperty(saved, name, {
          get: () => asOf(node, tensor),
          enumerable: true,
          configurable: true,
        });
      }
    };
    const context: FunctionContext = { save, saved };
    return deriveAs(
      definition.name,
      inputs,
      () => definition.forward(context, ...args),
      (g) => {
        const gradients = definition.backward(context, g);
        if (gradients.length !== inputs.length) {
          throw new TensorError(
            `${definition.name}: backward gave ${gradients.length} gradients for ${inputs.length} tensors; give one for each, or undefined`,
          );
        }
        return gradients;
      },
    );
  };
}

function isTensor(value: unknown): value is Tensor {
  return typeof value === 'object' && value !== null && 'node' in value && 'requiresGrad' in value;
}
