import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, EXACT, nd, type Nd, sizeOf } from '../support/nd.ts';

/** A random array and coordinates for its first axes: `count` columns of `lists.length` rows. */
const cases = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }).chain((shape) =>
  fc.tuple(fc.integer({ min: 1, max: shape.length }), fc.nat(6)).chain(([axes, count]) => {
    const lists = shape
      .slice(0, axes)
      .map((length) => fc.array(fc.nat(length - 1), { minLength: count, maxLength: count }));
    return fc.record({
      x: array(shape),
      lists: fc.tuple(...lists),
      gradOut: array([count, ...shape.slice(axes)]),
    });
  }),
);

exercise('getitem-back', ({ test, run }) => {
  test('coordinates of some or all axes, repeated ones too', async () => {
    for (const { x, lists, gradOut } of fc.sample(cases, 100)) {
      const context = `shape [${x.shape}], index ${JSON.stringify(lists)}`;
      const taken = build(gradOut.shape, ([k, ...rest]) =>
        at(x, [...lists.map((list) => list[k!]!), ...rest]),
      );
      expectSame(await run.array({ fn: 'getitem', args: [x, lists] }), taken, 'x[index]', context);

      const sums = new Float64Array(sizeOf(x.shape));
      const rest = gradOut.shape.slice(1);
      const size = sizeOf(rest);
      for (let k = 0; k < gradOut.shape[0]!; k++) {
        const row = lists.reduce((flat, list, axis) => flat * x.shape[axis]! + list[k]!, 0);
        for (let i = 0; i < size; i++) sums[row * size + i]! += gradOut.data[k * size + i]!;
      }
      const grad = await run.array({ fn: 'getitemBack', args: [gradOut, taken, x, lists] });
      expectClose(grad, nd(x.shape, [...sums]), EXACT, `gradient, ${context}`);
    }
  });

  test('a whole number takes a slice', async () => {
    const x = build([3, 2, 2], (index) => index.reduce((sum, i) => 3 * sum + i, 1));
    for (let i = 0; i < 3; i++) {
      const slice = build([2, 2], (index) => at(x, [i, ...index]));
      expectSame(await run.array({ fn: 'getitem', args: [x, i] }), slice, `x[${i}]`);
      const expected = build(x.shape, ([own, ...rest]) => (own === i ? at(slice, rest) : 0));
      const grad: Nd = await run.array({ fn: 'getitemBack', args: [slice, slice, x, i] });
      expectSame(grad, expected, 'gradient');
    }
    expectSame(await run.array({ fn: 'getitem', args: [nd([2], [5, 6]), 1] }), nd([], [6]), 'x[1]');
  });

  test('what does not fit', async () => {
    const x = build([2, 3], () => 1);
    const wrong: [index: number | number[][], ...words: string[]][] = [
      [2, '2'],
      [-1, '-1', '2'],
      [[[0], [3]], '3'],
      [[[0, 1], [0]], '2', '1'],
      [[[0], [0], [0]], '3', '2'],
    ];
    for (const [index, ...words] of wrong) {
      await expectError(run.array({ fn: 'getitem', args: [x, index] }), 'RangeError', ...words);
    }
  });
});
