/** New tensors of regular numbers. */
import { expect, test } from 'vitest';
import { arange, linspace, realize } from '../../src/index.ts';

test('linspace begins and ends exactly, at equal distances', async () => {
  const counts = Array.from({ length: 199 }, (_value, i) => i + 2);
  const all = counts.map((count) => linspace(-0.3, 1, count));
  await realize(...all);
  for (const [i, count] of counts.entries()) {
    const values = await all[i]!.data();
    expect([values[0], values.at(-1)]).toEqual([Math.fround(-0.3), 1]);
    for (const [k, value] of values.entries()) expect(value).toBeCloseTo(-0.3 + (1.3 * k) / (count - 1), 6);
  }
  expect(await linspace(5, 7, 1).array()).toEqual([5]);
  expect(await linspace(5, 7, 0).array()).toEqual([]);
});

test('arange has the type that is asked for, and else that of its numbers', async () => {
  const cases = [
    [arange(3), 'i32', [0, 1, 2]],
    [arange(0, 1, 0.5), 'f32', [0, 0.5]],
    [arange(0, 3, 0.5, { dtype: 'i32' }), 'i32', [0, 0, 1, 1, 2, 2]],
    [arange(4, 0, -1.5, { dtype: 'u32' }), 'u32', [4, 2, 1]],
    [arange(-1, 2, 1, { dtype: 'f32' }), 'f32', [-1, 0, 1]],
    [arange(3e9, 3e9 + 3, 1, { dtype: 'u32' }), 'u32', [3e9, 3e9 + 1, 3e9 + 2]],
    [arange(0, 4e9, 1e9, { dtype: 'f32' }), 'f32', [0, 1e9, 2e9, 3e9]],
  ] as const;
  for (const [x, dtype, values] of cases) {
    expect(x.dtype).toBe(dtype);
    expect(await x.array()).toEqual(values);
  }
});
