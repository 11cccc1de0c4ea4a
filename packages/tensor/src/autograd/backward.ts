/** Reverse-mode differentiation: a walk over the recorded operations, from the result to the leaves. */
import { wantSoon } from '../engine.ts';
import { ShapeError, TensorError } from '../errors.ts';
import { sameShape, show } from '../shape/shape.ts';
import { markGradient } from '../tensor/scope.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { withRecording } from './grad-mode.ts';
import { asOf, consumed } from './record.ts';

/** What becomes of what was recorded. */
export interface BackwardOptions {
  /** Keeps what was recorded, so that it can be differentiated again. Implied by `createGraph`. */
  readonly retainGraph?: boolean;
  /** Records the gradients too, for second derivatives. */
  readonly createGraph?: boolean;
}

/** See {@link Tensor.backward}. */
export function backward(root: Tensor, gradient?: Tensor, options: BackwardOptions = {}): void {
  if (!root.requiresGrad) {
    const why =
      root.cutBy === undefined
        ? 'it was not computed from a tensor with requiresGrad, or under noGrad, or detach() came between'
        : `${root.cutBy}, which came between, is not differentiable`;
    throw new TensorError(`backward: this tensor requires no gradient: ${why}`);
  }
  wantSoon(root.node);
  const leaves = new Set<Tensor>();
  const gradients = differentiate(root, gradient, options, (tensor) => {
    if (tensor.isLeaf && tensor.requiresGrad) leaves.add(tensor);
  });
  for (const leaf of leaves) {
    const g = gradients.get(leaf);
    if (g === undefined) continue;
    // The same tensor may be the gradient of several leaves, and belong to somebody else.
    const own = withRecording(options.createGraph ?? false, () =>
      leaf.grad === null ? g.alias() : leaf.grad.add(g),
    );
    markGradient(own);
    leaf.grad = own;
    for (const hook of leaf.hooks) hook(own);
  }
}

/**
 * Gradients of `root` with respect to tensors, without touching anybody's `grad`.
 *
 * @returns for each input its gradient, zeros where `root` does not depend on it
 */
export function gradientsOf(
  root: Tensor,
  inputs: readonly Tensor[],
  options: BackwardOptions & { gradient?: Tensor } = {},
): Tensor[] {
  const gradients = differentiate(root, options.gradient, options);
  return inputs.map((input) => gradients.get(input) ?? input.zerosLike());
}

function differentiate(
  root: Tensor,
  gradient: Tensor | undefined,
  options: BackwardOptions,
  visit: (tensor: Tensor) => void = () => undefined,
): Map<Tensor, Tensor> {
  const { createGraph = false, retainGraph = createGraph } = options;
  const gradients = new Map<Tensor, Tensor>([[root, rootGradient(root, gradient)]]);
  const order = recordedOrder(root);
  withRecording(createGraph, () => {
    for (const tensor of order.toReversed()) {
      visit(tensor);
      const { record } = tensor;
      const g = gradients.get(tensor);
      if (record === undefined || g === undefined) continue;
      const inputs = record.inputs.map((input, index) => asOf(record.nodes[index]!, input));
      const results = record.gradient(g, { inputs, output: tensor });
      for (const [index, input] of record.inputs.entries()) {
        const result = results[index];
        if (result === undefined || !input.requiresGrad) continue;
        if (!sameShape(result.shape, input.shape)) {
          throw new ShapeError(
            `the gradient of ${record.name} with respect to input ${index} has shape ${show(result.shape)}; the input has ${show(input.shape)}`,
          );
        }
        const before = gradients.get(input);
        gradients.set(input, before === undefined ? result : before.add(result));
      }
    }
  });
  if (!retainGraph)
    for (const tensor of order) if (tensor.record !== undefined) tensor.record = consumed(tensor.record);
  return gradients;
}

function rootGradient(root: Tensor, gradient: Tensor | undefined): Tensor {
  if (gradient === undefined) {
    if (root.size !== 1) {
      throw new ShapeError(
        `backward: a tensor of shape ${show(root.shape)} has no gradient of its own; reduce it to one number first ` +
          '(sum() or mean()), or give backward() the gradient of that number with respect to this tensor',
      );
    }
    return root.onesLike();
  }
  if (!sameShape(gradient.shape, root.shape)) {
    throw new ShapeError(
      `backward: the gradient has shape ${show(gradient.shape)}, the tensor ${show(root.shape)}; they must be equal`,
    );
  }
  return gradient;
}

/** The tensors that a result was computed from, recorded, and that require gradients without being results themselves. */
export function leavesOf(root: Tensor): Tensor[] {
  return recordedOrder(root).filter(({ isLeaf, requiresGrad }) => isLeaf && requiresGrad);
}

/** All tensors that need gradients, inputs first. Iterative: recorded chains are deeper than the stack. */
function recordedOrder(root: Tensor): Tensor[] {
  const order: Tensor[] = [];
  const state = new Map<Tensor, 'open' | 'done'>();
  const stack = [root];
  while (stack.length > 0) {
    const tensor = stack.at(-1)!;
    const seen = state.get(tensor);
    if (seen === undefined) {
      state.set(tensor, 'open');
      for (const input of tensor.record?.inputs ?? []) {
        if (input.requiresGrad && !state.has(input)) stack.push(input);
      }
      continue;
    }
    stack.pop();
    if (seen === 'open') {
      state.set(tensor, 'done');
      order.push(tensor);
    }
  }
  return order;
}
