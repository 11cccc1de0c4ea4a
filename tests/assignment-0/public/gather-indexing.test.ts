import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

const matrix = nd([3, 2], [1, 2, 3, 4, 5, 6]);

exercise('gather-indexing', ({ test, run }) => {
  test('the price of a basket', async () => {
    const price = await run.numbers({
      fn: 'totalPrice',
      args: [vec(0.5, 1, 1.5, 2, 2.5), [0, 0, 1, 1, 4, 3, 2]],
    });
    expectSame(price, 9, 'price');
  });

  test('gather2d picks within each row', async () => {
    const picked = await run.array({ fn: 'gather2d', args: [matrix, nd([3, 1], [1, 0, 1])] });
    expectSame(picked, nd([3, 1], [2, 3, 6]), 'picked');
  });

  test('atCoordinates', async () => {
    const picked = await run.array({ fn: 'atCoordinates', args: [matrix, nd([2, 2], [2, 0, 0, 1])] });
    expectSame(picked, vec(5, 2), 'picked');
  });

  test('rows and columns by number', async () => {
    const rows = await run.array({ fn: 'collectRows', args: [matrix, [2, 0]] });
    expectSame(rows, nd([2, 2], [5, 6, 1, 2]), 'rows');
    const columns = await run.array({ fn: 'collectColumns', args: [matrix, [1, 0]] });
    expectSame(columns, nd([3, 2], [2, 1, 4, 3, 6, 5]), 'columns');
  });

  test('row 3 of 3 is an error', async () => {
    await expectError(run.array({ fn: 'collectRows', args: [matrix, [3]] }), 'RangeError', '3');
  });
});
