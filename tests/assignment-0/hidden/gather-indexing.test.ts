import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, EXACT, nd, vec } from '../support/nd.ts';

exercise('gather-indexing', ({ test, run }) => {
  const size = fc.integer({ min: 1, max: 5 });
  const indicesBelow = (length: number, maxLength = 7) => fc.array(fc.nat(length - 1), { maxLength });

  test('baskets, with an item more than once, and empty', async () => {
    const cases = size.chain((k) => fc.record({ prices: array([k]), items: indicesBelow(k) }));
    for (const { prices, items } of fc.sample(cases, 40)) {
      const expected = items.reduce((sum, item) => sum + prices.data[item]!, 0);
      // Eighths: the sum is exact.
      const price = (await run.numbers({ fn: 'totalPrice', args: [prices, items] })) as number;
      expectClose(price, expected, EXACT, 'price');
    }
  });

  test('gather2d with more and fewer columns than the matrix', async () => {
    const cases = fc
      .tuple(size, size, fc.integer({ min: 0, max: 7 }))
      .chain(([m, n, k]) => fc.record({ matrix: array([m, n]), indices: array([m, k], fc.nat(n - 1)) }));
    for (const { matrix, indices } of fc.sample(cases, 60)) {
      const expected = build(indices.shape, ([i, j]) => at(matrix, [i!, at(indices, [i!, j!])]));
      expectSame(await run.array({ fn: 'gather2d', args: [matrix, indices] }), expected, 'picked');
    }
  });

  test('coordinates in 2 to 4 axes', async () => {
    const cases = fc.array(size, { minLength: 2, maxLength: 4 }).chain((shape) =>
      fc.record({
        x: array(shape),
        list: fc.array(fc.tuple(...shape.map((n) => fc.nat(n - 1))), { maxLength: 6 }),
      }),
    );
    for (const { x, list } of fc.sample(cases, 60)) {
      const coordinates = nd([list.length, x.shape.length], list.flat());
      const expected = nd(
        [list.length],
        list.map((index) => at(x, index)),
      );
      expectSame(await run.array({ fn: 'atCoordinates', args: [x, coordinates] }), expected, 'picked');
    }
  });

  test('rows and columns in the order of the numbers, repeated ones too', async () => {
    const cases = fc
      .tuple(size, size)
      .chain(([m, n]) =>
        fc.record({ matrix: array([m, n]), rows: indicesBelow(m), columns: indicesBelow(n) }),
      );
    for (const { matrix, rows, columns } of fc.sample(cases, 60)) {
      const [m, n] = matrix.shape as [number, number];
      expectSame(
        await run.array({ fn: 'collectRows', args: [matrix, rows] }),
        build([rows.length, n], ([i, j]) => at(matrix, [rows[i!]!, j!])),
        'rows',
      );
      expectSame(
        await run.array({ fn: 'collectColumns', args: [matrix, columns] }),
        build([m, columns.length], ([i, j]) => at(matrix, [i!, columns[j!]!])),
        'columns',
      );
    }
  });

  test('an index that is out of range, with index and size', async () => {
    const matrix = nd([2, 3], [1, 2, 3, 4, 5, 6]);
    await expectError(run.numbers({ fn: 'totalPrice', args: [vec(1, 2), [0, 7]] }), 'RangeError', '7', '2');
    await expectError(run.array({ fn: 'gather2d', args: [matrix, nd([2, 1], [3, 0])] }), 'RangeError', '3');
    await expectError(run.array({ fn: 'collectRows', args: [matrix, [5]] }), 'RangeError', '5', '2');
    await expectError(run.array({ fn: 'collectColumns', args: [matrix, [9]] }), 'RangeError', '9', '3');
    // Within the array as a whole, but not within its axis.
    await expectError(
      run.array({ fn: 'atCoordinates', args: [matrix, nd([1, 2], [0, 4])] }),
      'RangeError',
      '4',
      '3',
    );
  });

  test('negative indices are out of range', async () => {
    const matrix = nd([2, 3], [1, 2, 3, 4, 5, 6]);
    await expectError(run.numbers({ fn: 'totalPrice', args: [vec(1, 2), [-1]] }), 'RangeError', '-1');
    await expectError(run.array({ fn: 'gather2d', args: [matrix, nd([2, 1], [-1, 0])] }), 'RangeError', '-1');
    await expectError(run.array({ fn: 'collectColumns', args: [matrix, [-2]] }), 'RangeError', '-2');
    await expectError(
      run.array({ fn: 'atCoordinates', args: [matrix, nd([1, 2], [1, -1])] }),
      'RangeError',
      '-1',
    );
  });
});
