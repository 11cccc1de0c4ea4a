/**
 * All nodes that can be reached from `node`, each once: the children of a node before the node itself, `node` last.
 * `getChildren` is called once for each node. The depth of the graph does not matter: nothing is recursive.
 *
 * @throws Error with the word "cycle" when a node can be reached from itself
 */
export function topologicalSort<T>(node: T, getChildren: (node: T) => Iterable<T>): T[] {
  const order: T[] = [];
  const state = new Map<T, 'open' | 'done'>();
  const stack: { node: T; children: T[] }[] = [];
  const enter = (next: T): void => {
    state.set(next, 'open');
    stack.push({ node: next, children: [...getChildren(next)].toReversed() });
  };
  enter(node);
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    if (top.children.length === 0) {
      stack.pop();
      state.set(top.node, 'done');
      order.push(top.node);
      continue;
    }
    const child = top.children.pop()!;
    if (state.get(child) === 'open') throw new Error('topologicalSort: the graph has a cycle');
    if (!state.has(child)) enter(child);
  }
  return order;
}
