/** How operations make tensors without importing the class, whose methods they are. */
import type { Node } from '../graph/node.ts';
import type { Tensor } from './tensor.ts';

let make: ((node: Node) => Tensor) | undefined;

/** Called once, by the module of the class. */
export function setTensorFactory(factory: (node: Node) => Tensor): void {
  make = factory;
}

export function newTensor(node: Node): Tensor {
  if (make === undefined) throw new Error('internal: tensor.ts has not been loaded');
  return make(node);
}
