import { type Node, pendingNodes } from './node.ts';

/** The number of nodes that have to be computed for one. */
export function countPending(node: Node): number {
  return pendingNodes([node]).length;
}
