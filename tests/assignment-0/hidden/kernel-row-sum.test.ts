import { expectClose, expectSame, randomSource } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { countAccesses, runText } from '../support/kernel-text.ts';
import { build, EXACT, type Nd } from '../support/nd.ts';

/** More rows than a grid has workgroups along one dimension. */
const MANY_ROWS = 70_000;

exercise('kernel-row-sum', ({ test, run, seed }) => {
  const random = randomSource(seed);
  const numbers = (rows: number, cols: number) =>
    build([rows, cols], () => random.int(-(2 ** 23), 2 ** 23) / 2 ** 20);
  const textFor = (rows: number, cols: number) =>
    run.kernelText({ spec: 'rowSumSpec', shapes: { x: [rows, cols] }, params: { rows, cols } });

  /**
   * Compares with sums in float64. With 128 partial sums of n/128 terms and 7 levels of a tree, the error is at most
   * (n/128 + 7) · 2⁻²⁴ · Σ|x|: below 3e-6 · Σ|x| for 5,000 columns, and about √ of that for random signs.
   */
  const check = (out: Nd, x: Nd): void => {
    const [rows, cols] = x.shape as [number, number];
    expectSame(out.shape, [rows], 'shape');
    for (let i = 0; i < rows; i++) {
      const row = [...x.data.subarray(i * cols, (i + 1) * cols)];
      const atol = 1e-6 * row.reduce((sum, value) => sum + Math.abs(value), 0);
      const expected = row.reduce((sum, value) => sum + value, 0);
      expectClose(out.data[i]!, expected, { rtol: 0, atol }, `sum of row ${i} of [${x.shape}]`);
    }
  };

  test('columns beside multiples of 128', async () => {
    for (const [rows, cols] of [
      [1, 1],
      [3, 127],
      [3, 129],
      [2, 255],
      [2, 5000],
    ] as const) {
      const x = numbers(rows, cols);
      const { out, dispatches } = await run.rowSum({ x });
      check(out, x);
      expectSame(dispatches, 1, 'dispatches');
    }
  });

  test('5,000 equal numbers, which a running sum would get wrong', async () => {
    // 0.1 in 32 bits, 5,000 times: one sum after the other loses about 1e-5 of it.
    const x = build([1, 5000], () => 0.1);
    const { out } = await run.rowSum({ x });
    check(out, x);
  });

  test('rows without columns have the sum 0', async () => {
    const { out } = await run.rowSum({ x: build([3, 0], () => 0) });
    expectSame(
      out,
      build([3], () => 0),
      'sums',
    );
  });

  test('one workgroup of 128 per row, within the limit of a grid', async () => {
    for (const rows of [1, 7, MANY_ROWS]) {
      const { workgroupSize, workgroups } = await textFor(rows, 5);
      expectSame(workgroupSize, [128, 1, 1], 'workgroupSize');
      const count = workgroups.reduce((a, b) => a * b);
      // A grid of two dimensions may have some workgroups too many in its last row.
      expectSame(count >= rows && count < rows + 65_535, true, `${count} workgroups for ${rows} rows`);
    }
  });

  test('70,000 rows', async () => {
    const x = build([MANY_ROWS, 1], ([i]) => i! % 1000);
    const expected = build([MANY_ROWS], ([i]) => i! % 1000);
    // With one column, only one thread of each workgroup has a number other than 0, and whoever adds zeros need not
    // wait for the others. So the kernel is tried without its barriers first: with them, a software adapter takes 17 seconds.
    const text = await textFor(MANY_ROWS, 1);
    const wgsl = text.wgsl.replaceAll(/\bworkgroupBarrier\s*\(\s*\)\s*;/g, '');
    const out = await runText({ ...text, wgsl }, { x }, { rows: MANY_ROWS, cols: 1 }, [MANY_ROWS]);
    if (out.data.every((value, i) => value === expected.data[i])) return;
    expectClose((await run.rowSum({ x })).out, expected, EXACT, 'sums');
  });

  test('each element is read once, and each sum written once', async () => {
    const [rows, cols] = [3, 300];
    const x = numbers(rows, cols);
    const { out, counts } = await countAccesses(await textFor(rows, cols), { x }, { rows, cols }, [rows]);
    check(out, x);
    for (let row = 0; row < rows; row++) {
      const of = (name: string): number =>
        counts[name]!.subarray(row * 128, (row + 1) * 128).reduce((a, b) => a + b, 0);
      expectSame(
        [of('x'), of('out')],
        [cols, 1],
        `accesses of workgroup ${row}: [reads of x, writes of out]`,
      );
    }
    // ⌈300 / 128⌉ = 3 for the busiest thread: the work is shared.
    expectSame(Math.max(...counts['x']!), 3, 'most reads by one thread');
  });

  test('512 bytes of workgroup memory are enough', async () => {
    const { wgsl } = await textFor(3, 300);
    const arrays = [...wgsl.matchAll(/var\s*<\s*workgroup\s*>\s*\w+\s*:\s*([^;]+);/g)].map(
      ([, type]) => type!,
    );
    const bytes = arrays.map((type) => {
      const [, element = type, length = '1'] =
        /^\s*array\s*<\s*([\w<>]+)\s*,\s*(\d+)u?\s*>\s*$/.exec(type) ?? [];
      const lanes = Number(/^vec(\d)/.exec(element)?.[1] ?? 1);
      return 4 * lanes * Number(length);
    });
    const total = bytes.reduce((a, b) => a + b, 0);
    expectSame(total > 0 && total <= 512, true, `workgroup memory of ${total} bytes (${arrays.join('; ')})`);
  });
});
