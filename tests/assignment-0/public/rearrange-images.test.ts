import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { build, nd } from '../support/nd.ts';

/** Two digits with two channels of 2 × 2; the number says digit, channel, row and column. */
const x = build([2, 2, 2, 2], ([b, c, h, w]) => b! * 1000 + c! * 100 + h! * 10 + w!);

const expected = {
  image1: nd([2, 4, 2], [0, 1, 10, 11, 1000, 1001, 1010, 1011, 100, 101, 110, 111, 1100, 1101, 1110, 1111]),
  image2: nd([2, 4, 2], [0, 1, 10, 11, 0, 1, 10, 11, 100, 101, 110, 111, 100, 101, 110, 111]),
  image4: nd([2, 4, 2], [0, 1, 0, 1, 10, 11, 10, 11, 100, 101, 100, 101, 110, 111, 110, 111]),
  image5: nd([2, 4], [0, 1, 100, 101, 10, 11, 110, 111]),
  image6: nd([2, 4, 2], [0, 1, 10, 11, 1000, 1001, 1010, 1011, 100, 101, 110, 111, 1100, 1101, 1110, 1111]),
  image7: nd([2, 2, 2], [1000, 1010, 1001, 1011, 1100, 1110, 1101, 1111]),
  image8: nd([2, 2, 1], [11, 1011, 111, 1111]),
} as const;

exercise('rearrange-images', ({ test, run }) => {
  for (const fn of ['image1', 'image2', 'image4', 'image5', 'image6', 'image7', 'image8'] as const) {
    test(`${fn} of two small digits`, async () => {
      expectSame(await run.array({ fn, args: [x] }), expected[fn], fn);
    });
  }

  test('image3 is twice as high and twice as wide', async () => {
    const { shape } = await run.array({ fn: 'image3', args: [x] });
    expectSame(shape, [2, 4, 4], 'shape');
  });

  test('three digits make no grid of two rows', async () => {
    await expectError(run.array({ fn: 'image6', args: [build([3, 2, 2, 2], () => 0)] }), 'RangeError');
  });
});
