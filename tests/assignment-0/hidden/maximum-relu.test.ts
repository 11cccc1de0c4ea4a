import { expectClose, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { type BinaryCase, binaryCases, outOf } from '../support/binary-gradients.ts';
import { array, atBroadcast, EXACT, indices, nd, type Nd, shapeOf, sizeOf, vec } from '../support/nd.ts';

/** The gradients by their definition: what is larger gets all of it, equal ones get half. */
function oracle({ gradOut, x, y }: BinaryCase, side: 'x' | 'y'): Nd {
  const own = side === 'x' ? x : y;
  const shape = shapeOf(own);
  const sums = new Float64Array(sizeOf(shape));
  let flat = 0;
  for (const index of indices(gradOut.shape)) {
    const [mine, other] = [atBroadcast(own, index), atBroadcast(side === 'x' ? y : x, index)];
    const share = mine > other ? 1 : mine === other ? 0.5 : 0;
    const place = index
      .slice(index.length - shape.length)
      .reduce((position, i, axis) => position * shape[axis]! + (shape[axis] === 1 ? 0 : i), 0);
    sums[place]! += share * gradOut.data[flat++]!;
  }
  return nd(shape, [...sums]);
}

exercise('maximum-relu', ({ test, run }) => {
  test('100 random broadcasts with many ties, numbers on either side', async () => {
    for (const one of fc.sample(binaryCases(fc.integer({ min: -2, max: 2 })), 100)) {
      const args = [one.gradOut, outOf(one, Math.max), one.x, one.y];
      const shapes = `x: [${shapeOf(one.x)}], y: [${shapeOf(one.y)}]`;
      expectClose(
        await run.array({ fn: 'maximumBack0', args }),
        oracle(one, 'x'),
        EXACT,
        `gradient of x (${shapes})`,
      );
      expectClose(
        await run.array({ fn: 'maximumBack1', args }),
        oracle(one, 'y'),
        EXACT,
        `gradient of y (${shapes})`,
      );
    }
  });

  test('the slope of relu at 0 is ½', async () => {
    const { value, grad } = await run.relu({ x: vec(-1, 0, 1e-30, 5) });
    expectClose(value, vec(0, 0, 1e-30, 5), EXACT, 'value');
    expectClose(grad, vec(0, 0.5, 1, 1), EXACT, 'gradient');
  });

  test('relu of random arrays', async () => {
    for (const x of fc.sample(array([2, 3]), 10)) {
      const { value, grad } = await run.relu({ x });
      expectClose(
        value,
        nd(
          [2, 3],
          [...x.data].map((v) => Math.max(0, v)),
        ),
        EXACT,
        'value',
      );
      expectClose(
        grad,
        nd(
          [2, 3],
          [...x.data].map((v) => (Math.sign(v) + 1) / 2),
        ),
        EXACT,
        'gradient',
      );
      expectSame(value.shape, x.shape, 'shape');
    }
  });
});
