import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('backward-registry', ({ test, run }) => {
  test('two functions, two positions', async () => {
    const found = await run.backwardRegistry({
      steps: [
        { fn: 'multiply', argIndex: 0, add: 1 },
        { fn: 'multiply', argIndex: 1, add: 2 },
        { fn: 'log', argIndex: 0, add: 3 },
        { fn: 'log', argIndex: 0 },
        { fn: 'multiply', argIndex: 1 },
        { fn: 'multiply', argIndex: 0 },
      ],
    });
    expectSame(found, [3, 2, 1], 'what was found');
  });

  test('nothing there is an error', async () => {
    const call = run.backwardRegistry({ steps: [{ fn: 'log', argIndex: 0 }] });
    await expectError(call, 'Error', 'log', '0');
  });
});
