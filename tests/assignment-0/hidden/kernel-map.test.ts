import { expectClose, expectSame, randomSource } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { countAccesses } from '../support/kernel-text.ts';
import { build, EXACT, nd } from '../support/nd.ts';

exercise('kernel-map', ({ test, run, seed }) => {
  const random = randomSource(seed);
  /** Sums with 10 that 32-bit floats hold exactly. */
  const eighths = (length: number) => build([length], () => random.int(-8000, 8000) / 8);

  test('lengths beside multiples of 64', async () => {
    for (const length of [1, 63, 65, 127, 10_007]) {
      const x = eighths(length);
      const { out, dispatches } = await run.addTen({ x });
      expectClose(
        out,
        build([length], ([i]) => x.data[i!]! + 10),
        EXACT,
        `result of length ${length}`,
      );
      expectSame(dispatches, 1, 'dispatches');
    }
  });

  test('any shape', async () => {
    const x = nd([2, 3, 5], [...eighths(30).data]);
    const { out } = await run.addTen({ x });
    expectClose(
      out,
      build([2, 3, 5], ([i, j, k]) => x.data[(i! * 3 + j!) * 5 + k!]! + 10),
      EXACT,
    );
  });

  test('five million elements, more than 65,535 workgroups', async () => {
    const length = 5_000_000;
    const x = { shape: [length], data: new Float32Array(length) };
    const places = [0, 64 * 65_535 - 1, 64 * 65_535, length - 1, ...random.ints(20, 0, length - 1)];
    for (const place of places) x.data[place] = place % 1000;
    const { out, dispatches } = await run.addTen({ x });
    expectSame(out.shape, [length], 'shape');
    for (const place of places) expectSame(out.data[place], (place % 1000) + 10, `result[${place}]`);
    const wrong = out.data.findIndex((value, i) => value !== x.data[i]! + 10);
    expectSame(wrong, -1, 'first index of a wrong value');
    expectSame(dispatches, 1, 'dispatches');
  });

  test('workgroups of 64, no more of them than are needed', async () => {
    for (const n of [1, 64, 65, 10_007]) {
      const { workgroupSize, workgroups } = await run.kernelText({
        spec: 'addTenSpec',
        shapes: { x: [n] },
        params: { n },
      });
      expectSame(workgroupSize, [64, 1, 1], 'workgroupSize');
      expectSame(
        workgroups.reduce((a, b) => a * b),
        Math.ceil(n / 64),
        `workgroups for ${n} elements`,
      );
    }
  });

  test('one read and one write for each element, and none beyond them', async () => {
    const n = 100;
    const text = await run.kernelText({ spec: 'addTenSpec', shapes: { x: [n] }, params: { n } });
    const x = eighths(n);
    const { out, counts } = await countAccesses(text, { x }, { n }, [n]);
    expectClose(
      out,
      build([n], ([i]) => x.data[i!]! + 10),
      EXACT,
      'result',
    );
    const expected = Array.from({ length: 128 }, (_, i) => Number(i < n));
    expectSame([...counts['x']!], expected, 'reads of x by each thread');
    expectSame([...counts['out']!], expected, 'writes of out by each thread');
  });

  test('the input stays as it was', async () => {
    const x = eighths(64);
    expectSame(await run.addTenInput({ x }), x, 'x');
  });
});
