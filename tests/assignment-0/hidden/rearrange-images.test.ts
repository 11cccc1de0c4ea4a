import { expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, type Nd } from '../support/nd.ts';

/** What each picture is: its shape for `[b, c, h, w]`, and where the value at an index comes from. */
const PICTURES = {
  image1: {
    shape: ([b, c, h, w]) => [c, b * h, w],
    value: (x, [c, i, j]) => at(x, [Math.floor(i / x.shape[2]!), c, i % x.shape[2]!, j]),
  },
  image2: {
    shape: ([, c, h, w]) => [c, 2 * h, w],
    value: (x, [c, i, j]) => at(x, [0, c, i % x.shape[2]!, j]),
  },
  image3: {
    shape: ([, c, h, w]) => [c, 2 * h, 2 * w],
    value: (x, [c, i, j]) => at(x, [Math.floor(i / x.shape[2]!), c, i % x.shape[2]!, j % x.shape[3]!]),
  },
  image4: {
    shape: ([, c, h, w]) => [c, 2 * h, w],
    value: (x, [c, i, j]) => at(x, [0, c, Math.floor(i / 2), j]),
  },
  image5: {
    shape: ([, c, h, w]) => [h, c * w],
    value: (x, [i, j]) => at(x, [0, Math.floor(j / x.shape[3]!), i, j % x.shape[3]!]),
  },
  image6: {
    shape: ([b, c, h, w]) => [c, 2 * h, (b / 2) * w],
    value: (x, [c, i, j]) =>
      at(x, [digit(x, i / x.shape[2]!, j / x.shape[3]!), c, i % x.shape[2]!, j % x.shape[3]!]),
  },
  image7: {
    shape: ([, c, h, w]) => [c, w, h],
    value: (x, [c, i, j]) => at(x, [1, c, j, i]),
  },
  image8: {
    shape: ([b, c, h, w]) => [c, h, (b * w) / 4],
    value: (x, [c, i, j]) => {
      const [h, w] = [x.shape[2]! / 2, x.shape[3]! / 2];
      const block = [0, 1].flatMap((di) =>
        [0, 1].map((dj) => at(x, [digit(x, i / h, j / w), c, (i % h) * 2 + di, (j % w) * 2 + dj])),
      );
      return Math.max(...block);
    },
  },
} satisfies Record<
  string,
  {
    shape: (shape: [b: number, c: number, h: number, w: number]) => number[];
    value: (x: Nd, index: [number, number, number]) => number;
  }
>;

/** The digit at a place of the grid of two rows. */
function digit(x: Nd, row: number, column: number): number {
  return Math.floor(row) * (x.shape[0]! / 2) + Math.floor(column);
}

exercise('rearrange-images', ({ test, run }) => {
  const even = (max: number) => fc.integer({ min: 1, max }).map((half) => 2 * half);
  const pictures = fc
    .tuple(even(4), fc.integer({ min: 1, max: 3 }), even(4), even(4))
    .filter(([, , h, w]) => h !== w)
    .chain((shape) => array(shape));

  for (const fn of [
    'image1',
    'image2',
    'image3',
    'image4',
    'image5',
    'image6',
    'image7',
    'image8',
  ] as const) {
    test(`${fn} of random pictures`, async () => {
      const { shape, value } = PICTURES[fn];
      for (const x of fc.sample(pictures, 5)) {
        const expected = build(shape(x.shape as [number, number, number, number]), (index) =>
          value(x, index as [number, number, number]),
        );
        expectSame(await run.array({ fn, args: [x] }), expected, fn, `x has the shape [${x.shape}]`);
      }
    });
  }

  test('an odd number of digits makes no grid', async () => {
    for (const fn of ['image6', 'image8'] as const) {
      await expectError(run.array({ fn, args: [build([5, 1, 2, 2], () => 1)] }), 'RangeError');
    }
  });
});
