import { expectClose, expectError } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { at, build, EXACT, nd, type Nd } from '../support/nd.ts';

/** Each element gets the gradient of the sum that it went into. */
function oracle(gradOut: Nd, shape: readonly number[], axes: readonly number[], keepdim: boolean): Nd {
  return build(shape, (index) => {
    const kept = keepdim
      ? index.map((i, axis) => (axes.includes(axis) ? 0 : i))
      : index.filter((_, axis) => !axes.includes(axis));
    return at(gradOut, kept);
  });
}

const reduced = (shape: readonly number[], axes: readonly number[], keepdim: boolean): number[] =>
  keepdim
    ? shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : shape.filter((_, axis) => !axes.includes(axis));

exercise('sum-back', ({ test, run }) => {
  const check = async (
    shape: readonly number[],
    axes: readonly number[],
    dim: number | number[] | undefined,
  ) => {
    for (const keepdim of [false, true]) {
      let next = 1;
      const gradOut = build(reduced(shape, axes, keepdim), () => next++);
      const options = { keepdim, ...(dim === undefined ? {} : { dim }) };
      const grad = await run.newArray({
        fn: 'sumBack',
        args: [gradOut, gradOut, build(shape, () => 0), options],
      });
      expectClose(
        grad,
        oracle(gradOut, shape, axes, keepdim),
        EXACT,
        `[${shape}] with ${JSON.stringify(options)}`,
      );
    }
  };

  for (const shape of [
    [2, 3, 4, 2],
    // Here an axis that is mixed up with another one does not show in the shape.
    [3, 3, 3, 3],
  ]) {
    test(`every set of axes of [${shape}], also counted from the end`, async () => {
      for (let set = 0; set < 16; set++) {
        const axes = [0, 1, 2, 3].filter((axis) => (set >> axis) & 1);
        await check(shape, axes, axes);
        await check(shape, axes, axes.map((axis) => axis - 4).toReversed());
        if (axes.length === 1) {
          await check(shape, axes, axes[0]);
          await check(shape, axes, axes[0]! - 4);
        }
      }
      await check(shape, [0, 1, 2, 3], undefined);
    });
  }

  test('numbers and axes of length 0', async () => {
    await check([], [], undefined);
    await check([0, 2], [0], 0);
    await check([1, 1], [1], -1);
  });

  test('an axis that is named twice, or is not there', async () => {
    const x = build([2, 2], () => 1);
    for (const dim of [[0, 0], [1, -1], 2, -3]) {
      await expectError(
        run.newArray({ fn: 'sumBack', args: [nd([2], [1, 1]), nd([2], [1, 1]), x, { dim }] }),
        'RangeError',
      );
    }
  });
});
