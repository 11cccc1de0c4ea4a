import { expectClose, expectError } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, CLOSE, type Nd } from '../support/nd.ts';

/** The product in float64. */
function product(x: Nd, y: Nd): Nd {
  return build([x.shape[0]!, y.shape[1]!], ([i, k]) => {
    let sum = 0;
    for (let j = 0; j < x.shape[1]!; j++) sum += at(x, [i!, j]) * at(y, [j, k!]);
    return sum;
  });
}

/** d/dx[i, j] of Σ (XY)·G = Σ over k of G[i, k] · y[j, k]; and for y the same with the roles exchanged. */
const gradX = (gradOut: Nd, y: Nd): Nd =>
  build([gradOut.shape[0]!, y.shape[0]!], ([i, j]) => {
    let sum = 0;
    for (let k = 0; k < y.shape[1]!; k++) sum += at(gradOut, [i!, k]) * at(y, [j!, k]);
    return sum;
  });
const gradY = (gradOut: Nd, x: Nd): Nd =>
  build([x.shape[1]!, gradOut.shape[1]!], ([j, k]) => {
    let sum = 0;
    for (let i = 0; i < x.shape[0]!; i++) sum += at(x, [i, j!]) * at(gradOut, [i, k!]);
    return sum;
  });

exercise('matmul-back', ({ test, run }) => {
  const size = fc.integer({ min: 1, max: 5 });

  test('60 random sizes, square ones too', async () => {
    const cases = fc
      .oneof(
        fc.tuple(size, size, size),
        size.map((n): [number, number, number] => [n, n, n]),
      )
      .chain(([m, n, k]) => fc.tuple(array([m, k]), array([m, n]), array([n, k])));
    for (const [gradOut, x, y] of fc.sample(cases, 60)) {
      const args = [gradOut, product(x, y), x, y];
      const shapes = `[${x.shape}] times [${y.shape}]`;
      expectClose(
        await run.array({ fn: 'matmulBack0', args }),
        gradX(gradOut, y),
        CLOSE,
        `gradient of x, ${shapes}`,
      );
      expectClose(
        await run.array({ fn: 'matmulBack1', args }),
        gradY(gradOut, x),
        CLOSE,
        `gradient of y, ${shapes}`,
      );
    }
  });

  test('a chain of three matrices', async () => {
    const [a, b, c, endGrad] = fc.sample(
      fc.tuple(array([2, 3]), array([3, 4]), array([4, 2]), array([2, 2])),
      1,
    )[0]!;
    const { grads } = await run.runGraph({
      leaves: [
        { name: 'a', value: a },
        { name: 'b', value: b },
        { name: 'c', value: c },
      ],
      program: [
        { out: 'ab', op: 'matmul', in: ['a', 'b'] },
        { out: 'abc', op: 'matmul', in: ['ab', 'c'] },
      ],
      root: 'abc',
      endGrad,
    });
    const gradAb = gradX(endGrad, c);
    // Values up to 8: products of three have 7 + 7 + 7 bits and are rounded to 24, like the tolerance allows.
    expectClose(grads['a']!, gradX(gradAb, b), CLOSE, 'gradient of a');
    expectClose(grads['b']!, gradY(gradAb, a), CLOSE, 'gradient of b');
    expectClose(grads['c']!, gradY(endGrad, product(a, b)), CLOSE, 'gradient of c');
  });

  test('what is no product of two matrices', async () => {
    const ones = (...shape: number[]) => build(shape, () => 1);
    for (const [x, y] of [
      [ones(2, 3), ones(2, 3)],
      [ones(3), ones(3, 2)],
      [ones(2, 2, 2), ones(2, 2)],
    ] as const) {
      for (const fn of ['matmulBack0', 'matmulBack1'] as const) {
        const call = run.array({ fn, args: [ones(2, 2), ones(2, 2), x, y] });
        await expectError(
          call,
          'RangeError',
          new RegExp(x.shape.join(',\\s*')),
          new RegExp(y.shape.join(',\\s*')),
        );
      }
    }
  });
});
