import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('backward-registry', ({ test, run }) => {
  test('a later function for the same place replaces the earlier one', async () => {
    const found = await run.backwardRegistry({
      steps: [
        { fn: 'log', argIndex: 0, add: 1 },
        { fn: 'log', argIndex: 1, add: 2 },
        { fn: 'log', argIndex: 0, add: 3 },
        { fn: 'log', argIndex: 0 },
        { fn: 'log', argIndex: 1 },
      ],
    });
    expectSame(found, [3, 2], 'what was found');
  });

  test('two functions with one name are two', async () => {
    const found = await run.backwardRegistry({
      steps: [
        { fn: 'multiply', argIndex: 0, add: 1 },
        { fn: 'twin', argIndex: 0, add: 2 },
        { fn: 'multiply', argIndex: 0 },
        { fn: 'twin', argIndex: 0 },
      ],
    });
    expectSame(found, [1, 2], 'what was found');
  });

  test('two registries know nothing of each other', async () => {
    const add = { fn: 'log', argIndex: 0, add: 1 } as const;
    await expectError(
      run.backwardRegistry({ steps: [add, { registry: 1, fn: 'log', argIndex: 0 }] }),
      'Error',
      'log',
    );
    const found = await run.backwardRegistry({
      steps: [
        add,
        { ...add, registry: 1, add: 2 },
        { fn: 'log', argIndex: 0 },
        { registry: 1, fn: 'log', argIndex: 0 },
      ],
    });
    expectSame(found, [1, 2], 'what was found');
  });

  test('a third argument, and one that is missing', async () => {
    const add = { fn: 'multiply', argIndex: 2, add: 7 } as const;
    const found = await run.backwardRegistry({ steps: [add, { fn: 'multiply', argIndex: 2 }] });
    expectSame(found, [7], 'what was found');
    const missing = run.backwardRegistry({ steps: [add, { fn: 'multiply', argIndex: 1 }] });
    await expectError(missing, 'Error', 'multiply', '1');
  });
});
