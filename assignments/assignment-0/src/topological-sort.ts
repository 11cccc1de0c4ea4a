import { notImplemented } from '@dawnbook/grader';

/**
 * All nodes that can be reached from `node`, each once: the children of a node before the node itself, `node` last.
 * `getChildren` is called once for each node. The depth of the graph does not matter: nothing is recursive.
 *
 * About 20 lines.
 *
 * Handout: README.md#topological-sort
 *
 * @throws Error with the word "cycle" when a node can be reached from itself
 */
export function topologicalSort<T>(node: T, getChildren: (node: T) => Iterable<T>): T[] {
  throw notImplemented('topological-sort');
}
