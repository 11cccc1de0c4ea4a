import { expectClose } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { einsumCases, einsumGradient, showPattern } from '../support/einsum.ts';
import { array, build, CLOSE, nd, vec } from '../support/nd.ts';

exercise('einsum-back', ({ test, run }) => {
  test('every operand of 100 random patterns, with diagonals and sums over one operand alone', async () => {
    const cases = einsumCases({ maxOperands: 3, minSize: 1 }).chain((one) =>
      fc.tuple(fc.constant(one), array(one.right.map((name) => one.sizes[name]!))),
    );
    for (const [one, gradOut] of fc.sample(cases, 100)) {
      const pattern = showPattern(one);
      for (const k of one.xs.keys()) {
        const grad = await run.array({ fn: 'einsumBack', args: [k, gradOut, pattern, ...one.xs] });
        expectClose(grad, einsumGradient(one, k, gradOut), CLOSE, `gradient of operand ${k} of '${pattern}'`);
      }
    }
  });

  test('a trace', async () => {
    const grad = await run.array({
      fn: 'einsumBack',
      args: [0, nd([], [3]), 'i i ->', build([3, 3], () => 1)],
    });
    expectClose(
      grad,
      build([3, 3], ([i, j]) => (i === j ? 3 : 0)),
      CLOSE,
      'gradient',
    );
  });

  test('an axis that only one operand has, and that is summed', async () => {
    const x = build([2, 3], ([i, j]) => i! * 3 + j!);
    const args = [0, vec(1, 10), 'i j, i -> i', x, vec(2, 5)];
    expectClose(
      await run.array({ fn: 'einsumBack', args }),
      nd([2, 3], [2, 2, 2, 50, 50, 50]),
      CLOSE,
      'gradient',
    );
  });

  test('one array as both operands', async () => {
    const args = (k: number) => [k, nd([], [1]), 'i, i ->', vec(1, 2), vec(1, 2)];
    expectClose(
      await run.array({ fn: 'einsumBack', args: args(0) }),
      vec(1, 2),
      CLOSE,
      'gradient of the first',
    );
    expectClose(
      await run.array({ fn: 'einsumBack', args: args(1) }),
      vec(1, 2),
      CLOSE,
      'gradient of the second',
    );
  });
});
