import { expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';

/** Nodes that can be reached. */
function reachable(children: readonly number[][], root: number): Set<number> {
  const seen = new Set([root]);
  for (const node of seen) for (const child of children[node]!) seen.add(child);
  return seen;
}

/** What a right order is, said with edges. */
function checkOrder(order: readonly number[], children: readonly number[][], root: number): void {
  const nodes = reachable(children, root);
  const context = `children: ${JSON.stringify(children).slice(0, 200)}, root: ${root}`;
  expectSame(order.length, nodes.size, 'number of nodes', context);
  expectSame(new Set(order).size, nodes.size, 'number of different nodes', context);
  expectSame(order.at(-1), root, 'last node', context);
  const place = new Map(order.map((node, i) => [node, i]));
  for (const node of nodes) {
    for (const child of children[node]!) {
      expectSame(
        place.get(child)! < place.get(node)!,
        true,
        `child ${child} comes before its parent ${node}`,
        context,
      );
    }
  }
}

exercise('topological-sort', ({ test, run }) => {
  test('300 random graphs without cycles', async () => {
    const graphs = fc.integer({ min: 1, max: 9 }).chain((n) =>
      fc.record({
        // Children have higher numbers than their parents; then the numbers are shuffled.
        children: fc.tuple(
          ...Array.from({ length: n }, (_, node) =>
            fc.array(fc.integer({ min: node + 1, max: Math.max(node + 1, n - 1) }), {
              maxLength: node < n - 1 ? 4 : 0,
            }),
          ),
        ),
        names: fc.shuffledSubarray([...Array(n).keys()], { minLength: n }),
      }),
    );
    for (const { children, names } of fc.sample(graphs, 300)) {
      const renamed = names.map((_, name) => children[names.indexOf(name)]!.map((child) => names[child]!));
      const root = names[0]!;
      const { order, calls } = await run.topologicalSort({ children: renamed, root });
      checkOrder(order, renamed, root);
      const nodes = reachable(renamed, root);
      expectSame(
        calls,
        renamed.map((_, node) => Number(nodes.has(node))),
        'calls of getChildren for each node',
      );
    }
  });

  test('a chain of 20,000', async () => {
    const children = Array.from({ length: 20_000 }, (_, i) => (i < 19_999 ? [i + 1] : []));
    const { order } = await run.topologicalSort({ children, root: 0 });
    expectSame(order.length, 20_000, 'number of nodes');
    expectSame(
      order.every((node, i) => node === 19_999 - i),
      true,
      'the chain is in order, from its end',
    );
  });

  test('forty diamonds in a row, with 2⁴⁰ paths', async () => {
    const children: number[][] = [];
    for (let i = 0; i < 40; i++) children.push([3 * i + 1, 3 * i + 2], [3 * i + 3], [3 * i + 3]);
    children.push([]);
    const { order, calls } = await run.topologicalSort({ children, root: 0 });
    checkOrder(order, children, 0);
    expectSame(Math.max(...calls), 1, 'most calls of getChildren for one node');
  });

  test('a child that is named twice comes once', async () => {
    const { order } = await run.topologicalSort({ children: [[1, 1, 2], [2], []], root: 0 });
    expectSame(order, [2, 1, 0], 'order');
  });

  test('cycles: of one node, and far from the root', async () => {
    await expectError(run.topologicalSort({ children: [[0]], root: 0 }), 'Error', 'cycle');
    await expectError(
      run.topologicalSort({ children: [[1, 2], [], [3], [4], [2]], root: 0 }),
      'Error',
      'cycle',
    );
    // What cannot be reached does not matter.
    const { order } = await run.topologicalSort({ children: [[1], [], [2]], root: 0 });
    expectSame(order, [1, 0], 'order');
  });
});
