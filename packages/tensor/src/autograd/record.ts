/** What `backward()` knows about how a tensor came about. */
import { TensorError } from '../errors.ts';
import type { Node } from '../graph/node.ts';
import type { Gradient } from '../ops/elementwise.ts';
import { newTensor } from '../tensor/new-tensor.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** One recorded operation. */
export interface GradRecord {
  /** What messages call it. */
  readonly name: string;
  readonly inputs: readonly Tensor[];
  /** The values that the inputs had. */
  readonly nodes: readonly Node[];
  readonly gradient: Gradient;
}

/** A tensor with the value that it once had: `assign()` may have given it another since. */
export function asOf(node: Node, tensor: Tensor): Tensor {
  if (tensor.has(node)) return tensor;
  const then = newTensor(node);
  // Derivatives of gradients are with respect to the tensor itself.
  if (tensor.requiresGrad)
    then.record = { name: 'assign', inputs: [tensor], nodes: [node], gradient: (g) => [g] };
  return then;
}

/** What is left of a record when it has been differentiated: its inputs need not be kept, and a second time fails. */
export function consumed({ name }: GradRecord): GradRecord {
  return {
    name,
    inputs: [],
    nodes: [],
    gradient: () => {
      throw new TensorError(
        `backward: the graph through ${name} was differentiated before, and what it needs was let go of. Compute the ` +
          'result again, or call the first backward() with retainGraph: true',
      );
    },
  };
}
