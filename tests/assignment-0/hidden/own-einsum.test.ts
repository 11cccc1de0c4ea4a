import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, broadcastPair, build, at, atBroadcast, CLOSE, nd, type Nd, vec } from '../support/nd.ts';
import { einsumCases, einsumOracle, showPattern } from '../support/einsum.ts';

exercise('own-einsum', ({ test, run }) => {
  const einsum = (pattern: string, ...xs: Nd[]) => run.array({ fn: 'einsum', args: [pattern, ...xs] });

  test('200 random patterns of one to three operands, with diagonals', async () => {
    for (const one of fc.sample(einsumCases({ maxOperands: 3, minSize: 0 }), 200)) {
      const pattern = showPattern(one);
      const context = `'${pattern}' of ${one.xs.map((x) => `[${x.shape}]`).join(' ')}`;
      expectClose(await einsum(pattern, ...one.xs), einsumOracle(one), CLOSE, context);
    }
  });

  test('a trace, an outer product, a number', async () => {
    expectSame(await einsum('i i ->', nd([3, 3], [1, 0, 0, 5, 2, 0, 0, 7, 4])), nd([], [7]), 'trace');
    expectSame(
      await einsum('i, j -> j i', vec(1, 2), vec(3, 4, 5)),
      nd([3, 2], [3, 6, 4, 8, 5, 10]),
      'outer product',
    );
    expectSame(await einsum(', i -> i', nd([], [3]), vec(1, 2)), vec(3, 6), 'scaled vector');
  });

  test('an ellipsis broadcasts', async () => {
    const cases = broadcastPair(3).chain(({ x, y, out }) =>
      fc.record({ left: array([...x, 2, 3]), right: array([...y, 3, 2]), out: fc.constant(out) }),
    );
    for (const { left, right, out } of fc.sample(cases, 40)) {
      const valueOf = (x: Nd, index: number[], i: number, j: number): number => {
        const lead = { shape: x.shape.slice(0, -2) };
        const own = index
          .slice(index.length - lead.shape.length)
          .map((k, axis) => (lead.shape[axis] === 1 ? 0 : k));
        return at(x, [...own, i, j]);
      };
      const expected = build([...out, 2, 2], (index) => {
        const [i, k] = index.slice(-2) as [number, number];
        const batch = index.slice(0, -2);
        let sum = 0;
        for (let j = 0; j < 3; j++) sum += valueOf(left, batch, i, j) * valueOf(right, batch, j, k);
        return sum;
      });
      const product = await einsum('... i j, ... j k -> ... i k', left, right);
      expectClose(product, expected, CLOSE, `[${left.shape}] and [${right.shape}]`);
    }
  });

  test('an ellipsis that is not on the right is summed', async () => {
    const x = build([2, 3, 2], ([i, j, k]) => i! * 6 + j! * 2 + k!);
    const expected = build([2], ([k]) => {
      let sum = 0;
      for (let i = 0; i < 2; i++) for (let j = 0; j < 3; j++) sum += atBroadcast(x, [i, j, k!]);
      return sum;
    });
    expectSame(await einsum('... k -> k', x), expected, 'sums');
  });

  test('what does not fit is an error that names it', async () => {
    const [x, y] = [build([2, 3], () => 1), build([4, 5], () => 1)];
    const wrong: [pattern: string, xs: Nd[], ...words: string[]][] = [
      ['i j, j k -> i k', [x, y], 'j', '3', '4'],
      ['i i -> i', [x], 'i', '2', '3'],
      ['i j', [x], '->'],
      ['i j -> i zett', [x], 'zett'],
      ['i j -> i i', [x], 'i'],
      ['i j k -> i', [x]],
      ['i -> i', [x]],
      ['i j -> i', [x, y]],
      // A name that is stretched from 1 is a mistake; only `...` broadcasts.
      ['i, i -> i', [vec(1), vec(1, 2, 3)], 'i', '1', '3'],
    ];
    for (const [pattern, xs, ...words] of wrong) {
      await expectError(einsum(pattern, ...xs), 'RangeError', pattern, ...words);
    }
  });

  test('the work of a matrix product grows with the product of the three lengths', async () => {
    const work = (n: number) => {
      const square = build([n, n], () => 1);
      return run.einsumWork({ pattern: 'i j, j k -> i k', xs: [square, square] });
    };
    // Twice as long: 8 times the work, and less where something is done once. With all of i, j, j, k it would be 16.
    expectAtMost(
      (await work(24)) / (await work(12)),
      10,
      'the ratio of the work for 24 × 24 to that for 12 × 12',
    );
  });
});
