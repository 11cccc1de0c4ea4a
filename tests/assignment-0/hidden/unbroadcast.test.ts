import { expectClose, expectError } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, broadcastPair, build, EXACT, indices, nd, type Nd, sizeOf } from '../support/nd.ts';

/** Adds every element of the gradient to the element that it was made of. */
function oracle(grad: Nd, like: readonly number[]): Nd {
  const sums = new Float64Array(sizeOf(like));
  let flat = 0;
  for (const index of indices(grad.shape)) {
    const own = index.slice(index.length - like.length);
    const place = own.reduce((position, i, axis) => position * like[axis]! + (like[axis] === 1 ? 0 : i), 0);
    sums[place]! += grad.data[flat++]!;
  }
  return nd(like, [...sums]);
}

exercise('unbroadcast', ({ test, run }) => {
  const unbroadcast = (grad: Nd, like: Nd) => run.newArray({ fn: 'unbroadcast', args: [grad, like] });

  const check = async (minSize: number, count: number): Promise<void> => {
    const cases = broadcastPair(4, minSize).chain(({ x, out }) => fc.tuple(array(out), array(x)));
    for (const [grad, like] of fc.sample(cases, count)) {
      // Eighths: sums are exact in any order. `newArray` refuses a result that shares its data with the gradient.
      const context = `[${grad.shape}] to [${like.shape}]`;
      expectClose(await unbroadcast(grad, like), oracle(grad, like.shape), EXACT, context);
    }
  };

  test('300 random shapes, no two elements alike', async () => {
    await check(1, 300);
  });

  test('axes of length 0', async () => {
    await check(0, 40);
  });

  test('down to a number', async () => {
    const grad = build([2, 3], ([i, j]) => i! * 3 + j!);
    expectClose(await unbroadcast(grad, nd([], [0])), nd([], [15]), EXACT);
    expectClose(await unbroadcast(nd([], [4]), nd([], [0])), nd([], [4]), EXACT);
  });

  test('shapes that no broadcast connects', async () => {
    const wrong: [number[], number[]][] = [
      [[2, 3], [2]],
      [[3], [2, 3]],
      [
        [2, 3],
        [3, 3],
      ],
      [
        [1, 3],
        [2, 3],
      ],
    ];
    for (const [grad, like] of wrong) {
      const call = unbroadcast(
        build(grad, () => 1),
        build(like, () => 1),
      );
      await expectError(call, 'RangeError', new RegExp(grad.join(',\\s*')), new RegExp(like.join(',\\s*')));
    }
  });
});
