import { expectClose, expectSame, randomSource } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { countAccesses } from '../support/kernel-text.ts';
import { build, EXACT, type Nd } from '../support/nd.ts';

exercise('kernel-zip-broadcast', ({ test, run, seed }) => {
  const random = randomSource(seed);
  const eighths = (length: number) => build([length], () => random.int(-8000, 8000) / 8);
  const sums = (a: Nd, b: Nd) => build([a.shape[0]!, b.shape[0]!], ([i, j]) => a.data[i!]! + b.data[j!]!);

  test('sizes beside multiples of 8, exactly', async () => {
    for (const [n, m] of [
      [1, 13],
      [13, 1],
      [9, 17],
      [17, 9],
      [1000, 3],
      [3, 1000],
    ] as const) {
      const [a, b] = [eighths(n), eighths(m)];
      const { out, dispatches } = await run.outerAdd({ a, b });
      expectClose(out, sums(a, b), EXACT, `${n} × ${m}`);
      expectSame(dispatches, 1, 'dispatches');
    }
  });

  test('a grid of 8 × 8 workgroups in two dimensions', async () => {
    const shapes = { a: [9], b: [17] };
    const { workgroupSize, workgroups } = await run.kernelText({
      spec: 'outerAddSpec',
      shapes,
      params: { n: 9, m: 17 },
    });
    expectSame(workgroupSize, [8, 8, 1], 'workgroupSize');
    expectSame(
      workgroups.toSorted((x, y) => x - y),
      [1, 2, 3],
      'workgroups, in some order',
    );
  });

  test('each thread within the result reads one of each and writes one, and no other does', async () => {
    const [n, m] = [9, 17];
    const text = await run.kernelText({ spec: 'outerAddSpec', shapes: { a: [n], b: [m] }, params: { n, m } });
    const [a, b] = [eighths(n), eighths(m)];
    const { out, counts } = await countAccesses(text, { a, b }, { n, m }, [n, m]);
    expectClose(out, sums(a, b), EXACT, 'result');
    for (const name of ['a', 'b', 'out']) {
      const total = counts[name]!.reduce((x, y) => x + y, 0);
      expectSame(
        [total, Math.max(...counts[name]!)],
        [n * m, 1],
        `accesses of ${name}: [all, most by one thread]`,
      );
    }
  });
});
