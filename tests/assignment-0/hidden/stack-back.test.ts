import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, EXACT, shapes, vec } from '../support/nd.ts';

exercise('stack-back', ({ test, run }) => {
  const cases = shapes(3, 0).chain((shape) =>
    fc.integer({ min: 1, max: 4 }).chain((count) =>
      fc.integer({ min: -shape.length - 1, max: shape.length }).chain((dim) => {
        const axis = dim < 0 ? dim + shape.length + 1 : dim;
        return fc.record({
          xs: fc.array(array(shape), { minLength: count, maxLength: count }),
          dim: fc.constant(dim),
          axis: fc.constant(axis),
          gradOut: array(shape.toSpliced(axis, 0, count)),
        });
      }),
    ),
  );

  test('one to four arrays along every axis, also counted from the end', async () => {
    for (const { xs, dim, axis, gradOut } of fc.sample(cases, 100)) {
      const context = `${xs.length} arrays of shape [${xs[0]!.shape}], dim ${dim}`;
      const stacked = build(gradOut.shape, (index) => at(xs[index[axis]!]!, index.toSpliced(axis, 1)));
      expectSame(await run.array({ fn: 'stack', args: [xs, dim] }), stacked, 'stack', context);
      for (const [k, x] of xs.entries()) {
        const expected = build(x.shape, (index) => at(gradOut, index.toSpliced(axis, 0, k)));
        const grad = await run.array({ fn: 'stackBack', args: [k, gradOut, xs, dim] });
        expectSame(grad, expected, `gradient of array ${k}`, context);
      }
    }
  });

  test('along the first axis, when none is named', async () => {
    expectSame(
      (await run.array({ fn: 'stack', args: [[vec(1, 2, 3), vec(4, 5, 6)]] })).shape,
      [2, 3],
      'shape',
    );
  });

  test('the same tensor twice gets both slices', async () => {
    const endGrad = build([2, 3], ([i, j]) => 10 ** i! * (1 + j!));
    const { value, grads } = await run.stackGraph({
      leaves: [vec(7, 8), vec(0, 0)],
      order: [0, 1, 0],
      dim: -1,
      endGrad,
    });
    expectSame(
      value,
      build([2, 3], ([i, j]) => (j === 1 ? 0 : 7 + i!)),
      'value',
    );
    expectClose(grads[0]!, vec(1 + 3, 10 + 30), EXACT, 'gradient of the first');
    expectClose(grads[1]!, vec(2, 20), EXACT, 'gradient of the second');
  });

  test('what cannot be stacked', async () => {
    const wrong: [args: Parameters<typeof run.array>[0]['args'], ...words: RegExp[]][] = [
      [[[vec(1, 2), vec(1, 2, 3)], 0], /2/, /3/],
      [[[], 0]],
      [[[vec(1, 2)], 2], /2/],
      [[[vec(1, 2)], -3], /-3/],
    ];
    for (const [args, ...words] of wrong) {
      await expectError(run.array({ fn: 'stack', args }), 'RangeError', ...words);
    }
  });
});
