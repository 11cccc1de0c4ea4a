import { expectClose, expectError } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, CLOSE, coarse, nd, type Nd, vec } from '../support/nd.ts';

/** In float64: M + log Σ exp(x − M). */
function lse(x: Nd, i: number): number {
  const row = [...x.data.subarray(i * x.shape[1]!, (i + 1) * x.shape[1]!)];
  const max = Math.max(...row);
  if (max === -Infinity) return -Infinity;
  return max + Math.log(row.reduce((sum, value) => sum + Math.exp(value - max), 0));
}

const expected = {
  logsumexp: (x: Nd) => build([x.shape[0]!], ([i]) => lse(x, i!)),
  softmaxRows: (x: Nd) => build(x.shape, ([i, j]) => Math.exp(at(x, [i!, j!]) - lse(x, i!))),
  logSoftmaxRows: (x: Nd) => build(x.shape, ([i, j]) => at(x, [i!, j!]) - lse(x, i!)),
} as const;

exercise('stable-softmax', ({ test, run }) => {
  const functions = ['logsumexp', 'softmaxRows', 'logSoftmaxRows'] as const;
  const size = fc.integer({ min: 1, max: 5 });
  const matrices = (values = coarse()) => fc.tuple(size, size).chain((shape) => array(shape, values));

  const check = async (x: Nd, context: string): Promise<void> => {
    for (const fn of functions) {
      expectClose(await run.array({ fn, args: [x] }), expected[fn](x), CLOSE, `${fn}, ${context}`);
    }
    const labels = Array.from({ length: x.shape[0]! }, (_, i) => i % x.shape[1]!);
    const losses = build([labels.length], ([i]) => lse(x, i!) - at(x, [i!, labels[i!]!]));
    const loss = await run.array({ fn: 'crossEntropyRows', args: [x, labels] });
    expectClose(loss, losses, CLOSE, `crossEntropyRows, ${context}`);
  };

  test('random rows', async () => {
    for (const x of fc.sample(matrices(), 30)) await check(x, 'random');
  });

  test('rows around 1,000,000 and −1,000,000', async () => {
    for (const shift of [1e6, -1e6]) {
      for (const x of fc.sample(matrices(), 5)) {
        await check(
          build(x.shape, (index) => shift + at(x, index)),
          `shifted by ${shift}`,
        );
      }
    }
    await check(nd([1, 3], [-1e6, 0, 1e6]), 'far apart');
  });

  test('probabilities that are too small for a softmax have a logarithm', async () => {
    // log(softmax) would be −∞: exp(−2000) is 0 in 64 bits.
    const x = nd([1, 2], [0, -2000]);
    expectClose(await run.array({ fn: 'logSoftmaxRows', args: [x] }), nd([1, 2], [0, -2000]), CLOSE);
    expectClose(await run.array({ fn: 'crossEntropyRows', args: [x, [1]] }), vec(2000), CLOSE);
  });

  test('−∞ is an impossible class', async () => {
    const x = nd([2, 3], [-Infinity, 0, Math.log(3), 1, -Infinity, -Infinity]);
    await check(x, 'with −∞');
    expectClose(await run.array({ fn: 'crossEntropyRows', args: [x, [0, 0]] }), vec(Infinity, 0), CLOSE);
  });

  test('a row of nothing but −∞', async () => {
    const x = nd([2, 2], [0, 0, -Infinity, -Infinity]);
    expectClose(await run.array({ fn: 'logsumexp', args: [x] }), vec(Math.log(2), -Infinity), CLOSE);
    await expectError(run.array({ fn: 'softmaxRows', args: [x] }), 'RangeError');
    await expectError(run.array({ fn: 'logSoftmaxRows', args: [x] }), 'RangeError');
  });

  test('labels that are no classes', async () => {
    const x = nd([1, 2], [0, 0]);
    await expectError(run.array({ fn: 'crossEntropyRows', args: [x, [2]] }), 'RangeError', '2');
    await expectError(run.array({ fn: 'crossEntropyRows', args: [x, [-1]] }), 'RangeError', '-1');
  });
});
