import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('axis-names', ({ test, run }) => {
  test('each name gets the length of its axis', async () => {
    const axes = await run.bindAxes({ pattern: 'batch seq dModel', shape: [2, 8, 32] });
    expectSame(axes, { batch: 2, seq: 8, dModel: 32 }, 'axes');
  });

  test('a group multiplies, and one unknown size in it is found', async () => {
    const pattern = 'batch seq (numHeads dHead)';
    const axes = await run.bindAxes({ pattern, shape: [2, 8, 32], sizes: { numHeads: 4 } });
    expectSame(axes, { batch: 2, seq: 8, numHeads: 4, dHead: 8 }, 'axes');
  });

  test('a contradiction is an error that names the pattern, the shape and the axis', async () => {
    const call = run.bindAxes({ pattern: 'rows columns', shape: [2, 3], sizes: { columns: 4 } });
    await expectError(call, 'RangeError', 'rows columns', /2,\s*3/, 'columns');
  });

  test('a wrong number of axes is an error', async () => {
    await expectError(
      run.bindAxes({ pattern: 'rows columns', shape: [2, 3, 4] }),
      'RangeError',
      'rows columns',
    );
  });

  test('... stands for the axes that are left, as their product', async () => {
    const axes = await run.bindAxes({ pattern: '... dModel', shape: [2, 3, 5] });
    expectSame(axes, { '...': 6, dModel: 5 }, 'axes');
  });
});
