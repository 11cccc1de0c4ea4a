import { expectClose, expectError } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, awayFromZero, build, CLOSE, nd, shapes, vec } from '../support/nd.ts';

exercise('log-back', ({ test, run }) => {
  test('random arrays; a negative x gives gradOut / x as well', async () => {
    const cases = shapes(3).chain((shape) =>
      fc.tuple(array(shape), array(shape, awayFromZero()), array(shape)),
    );
    for (const [gradOut, x, out] of fc.sample(cases, 60)) {
      const expected = nd(
        x.shape,
        Array.from(x.data, (value, i) => gradOut.data[i]! / value),
      );
      // `out` is anything: it is not needed. The adapter throws when an argument has changed.
      expectClose(await run.array({ fn: 'logBack', args: [gradOut, out, x] }), expected, CLOSE, 'gradient');
    }
  });

  test('tiny x', async () => {
    const args = [vec(1, 1e-10), vec(Math.log(1e-30), Math.log(1e-30)), vec(1e-30, 1e-30)];
    // 1e-30 is not a 32-bit float; what arrives is its neighbour.
    const tiny = Math.fround(1e-30);
    expectClose(
      await run.array({ fn: 'logBack', args }),
      vec(1 / tiny, Math.fround(1e-10) / tiny),
      CLOSE,
      'gradient',
    );
  });

  test('a gradient of another shape is an error with both shapes', async () => {
    const x = build([2, 3], () => 1);
    await expectError(
      run.array({ fn: 'logBack', args: [build([3], () => 1), x, x] }),
      'RangeError',
      '3',
      /2,\s*3/,
    );
    await expectError(run.array({ fn: 'logBack', args: [nd([], [1]), x, x] }), 'RangeError', /2,\s*3/);
  });
});
