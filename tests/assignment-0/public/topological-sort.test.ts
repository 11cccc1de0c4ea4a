import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('topological-sort', ({ test, run }) => {
  test('a chain comes out from its end', async () => {
    const { order } = await run.topologicalSort({ children: [[1], [2], []], root: 0 });
    expectSame(order, [2, 1, 0], 'order');
  });

  test('two branches come before their root', async () => {
    const { order } = await run.topologicalSort({ children: [[1, 2], [], []], root: 0 });
    expectSame(
      order.toSorted((a, b) => a - b),
      [0, 1, 2],
      'nodes',
    );
    expectSame(order[2], 0, 'last node');
  });

  test('the tip of a diamond comes once', async () => {
    const { order } = await run.topologicalSort({ children: [[1, 2], [3], [3], []], root: 0 });
    expectSame(
      order.toSorted((a, b) => a - b),
      [0, 1, 2, 3],
      'nodes',
    );
    expectSame([order[0], order[3]], [3, 0], 'first and last node');
  });

  test('a cycle is an error', async () => {
    await expectError(run.topologicalSort({ children: [[1], [2], [0]], root: 0 }), 'Error', 'cycle');
  });
});
