import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/topological-sort.ts';

export default defineMutants('topological-sort', [
  {
    name: 'recursive',
    mistake: 'calls itself for each child',
    edits: [
      {
        file,
        find: `  enter(node);
  while (stack.length > 0) {`,
        replace: `  const visit = (next: T): void => {
    state.set(next, 'open');
    for (const child of getChildren(next)) {
      if (state.get(child) === 'open') throw new Error('topologicalSort: the graph has a cycle');
      if (!state.has(child)) visit(child);
    }
    state.set(next, 'done');
    order.push(next);
  };
  visit(node);
  while (stack.length > 0) {`,
      },
    ],
  },
  {
    name: 'breadth-first',
    mistake: 'goes level by level',
    edits: [
      {
        file,
        find: `  enter(node);
  while (stack.length > 0) {`,
        replace: `  const queue = [node];
  const seen = new Set(queue);
  for (const next of queue) {
    const children = [...getChildren(next)];
    if (children.includes(next) || children.includes(node)) throw new Error('topologicalSort: the graph has a cycle');
    for (const child of children) if (!seen.has(child)) queue.push(child);
    for (const child of children) seen.add(child);
  }
  if (queue.length > 0) return queue.toReversed();
  enter(node);
  while (stack.length > 0) {`,
      },
    ],
  },
  {
    name: 'duplicates',
    mistake: 'visits a node as often as it is a child',
    edits: [{ file, find: 'if (!state.has(child)) enter(child);', replace: 'enter(child);' }],
  },
  {
    name: 'no-cycle-check',
    mistake: 'does not notice cycles',
    edits: [
      {
        file,
        find: `if (state.get(child) === 'open') throw`,
        replace: 'if (state.get(child) === undefined && state.size < 0) throw',
      },
    ],
  },
  {
    name: 'another-error',
    mistake: 'reports a cycle as something else',
    edits: [{ file, find: 'topologicalSort: the graph has a cycle', replace: 'topologicalSort: failed' }],
  },
]);
