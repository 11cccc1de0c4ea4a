import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { bool, f32, randomArrays } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed } from '../support/hashed.ts';
import { ew, model } from '../support/tolerances.ts';

exercise('scaled-dot-product-attention', ({ test, run, seed }) => {
  test('with one key, the result is its value', async () => {
    const random = randomArrays(seed);
    const v = random.normal([1, 3]);
    const { y } = await run.scaledDotProductAttention({
      q: random.normal([2, 4]),
      k: random.normal([1, 4]),
      v,
    });
    expectClose(y, f32([2, 3], [...v.data, ...v.data]), ew, 'y');
  });

  test('equal scores average the values', async () => {
    const q = f32([1, 2], [0, 0]);
    const k = randomArrays(seed).normal([3, 2]);
    const { y } = await run.scaledDotProductAttention({ q, k, v: f32([3, 2], [1, 10, 2, 20, 6, 60]) });
    expectClose(y, f32([1, 2], [3, 30]), ew, 'y');
  });

  test('a mask hides keys', async () => {
    const q = f32([2, 2], [0, 0, 0, 0]);
    const k = f32([2, 2], [1, 1, 1, 1]);
    const mask = bool([2, 2], [true, false, true, true]);
    const { y } = await run.scaledDotProductAttention({ q, k, v: f32([2, 1], [4, 8]), mask });
    expectClose(y, f32([2, 1], [4, 6]), ew, 'y');
  });

  test('the output is that of PyTorch', async () => {
    const { y } = await run.scaledDotProductAttention({
      q: hashed(4, [2, 4, 8], 2),
      k: hashed(5, [2, 6, 8], 2),
      v: hashed(6, [2, 6, 8], 2),
    });
    const expected = fixture<{ y: FixtureArray }>('public', 'scaled-dot-product-attention').y;
    expectSame([...y.shape], expected.shape, 'shape of y');
    expectClose(y, fromFixture(expected), model, 'y');
  });
});
