import { expectClose, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, CLOSE, EXACT, indices, nd, type Nd, shapes, sizeOf } from '../support/nd.ts';

function permutations(n: number): number[][] {
  if (n === 0) return [[]];
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, place) => rest.toSpliced(place, 0, n - 1)),
  );
}

exercise('shape-backs', ({ test, run }) => {
  test('negative and exp of random arrays; exp multiplies by the out that it is given', async () => {
    const cases = shapes(3, 0).chain((shape) => fc.tuple(array(shape), array(shape), array(shape)));
    for (const [gradOut, out, x] of fc.sample(cases, 30)) {
      const minus = await run.array({ fn: 'negativeBack', args: [gradOut, out, x] });
      expectClose(
        minus,
        nd(
          x.shape,
          [...gradOut.data].map((g) => -g),
        ),
        EXACT,
        'negativeBack',
      );
      const product = nd(
        x.shape,
        [...gradOut.data].map((g, i) => g * out.data[i]!),
      );
      expectClose(await run.array({ fn: 'expBack', args: [gradOut, out, x] }), product, CLOSE, 'expBack');
    }
  });

  test('reshape gives the shape back', async () => {
    for (const [from, to] of [
      [
        [2, 3, 4],
        [6, 4],
      ],
      [[6], [1, 2, 3]],
      [[1], []],
      [
        [0, 3],
        [5, 0],
      ],
    ] as const) {
      const gradOut = build(to, (index) => 1 + index.reduce((sum, i) => 3 * sum + i, 0));
      const args = [gradOut, gradOut, build(from, () => 0), [...to]];
      expectSame(await run.array({ fn: 'reshapeBack', args }), nd(from, [...gradOut.data]), 'gradient');
    }
  });

  test('all 24 permutations of four axes', async () => {
    const x = build([2, 3, 4, 2], (index) => index.reduce((sum, i) => 5 * sum + i, 0));
    for (const axes of permutations(4)) {
      const shape = axes.map((axis) => x.shape[axis]!);
      const gradOut = build(shape, (index) =>
        at(
          x,
          axes.map((_, axis) => index[axes.indexOf(axis)]!),
        ),
      );
      expectSame(
        await run.array({ fn: 'permuteBack', args: [gradOut, gradOut, x, axes] }),
        x,
        'gradient',
        `axes ${axes}`,
      );
    }
  });

  test('expand, with new axes on the left and kept lengths', async () => {
    const sums = (gradOut: Nd, like: readonly number[]): Nd => {
      const total = new Float64Array(sizeOf(like));
      for (const index of indices(gradOut.shape)) {
        const own = index.slice(index.length - like.length);
        const place = own.reduce((flat, i, axis) => flat * like[axis]! + (like[axis] === 1 ? 0 : i), 0);
        total[place]! += at(gradOut, index);
      }
      return nd(like, [...total]);
    };
    for (const [from, to, arg] of [
      [
        [1, 3],
        [2, 3],
        [2, -1],
      ],
      [
        [3, 1],
        [4, 3, 2],
        [4, -1, 2],
      ],
      [[], [2, 2], [2, 2]],
      [
        [1, 2],
        [0, 2],
        [0, 2],
      ],
      [[2], [2], [-1]],
    ] as const) {
      const gradOut = build(to, (index) => 1 + index.reduce((sum, i) => 3 * sum + i, 0));
      const args = [gradOut, gradOut, build(from, () => 0), [...arg]];
      expectClose(
        await run.array({ fn: 'expandBack', args }),
        sums(gradOut, from),
        EXACT,
        `[${from.join()}] to [${to.join()}]`,
      );
    }
  });

  test('all five in one graph', async () => {
    // y[j, i, k] = −exp(x[i, j]) for k = 0, 1; so dx = −exp(x) · (sum over k of the gradient).
    const x = nd([2, 3], [0, 0.5, 1, -0.5, -1, 0.25]);
    const endGrad = build([3, 2, 2], ([j, i, k]) => 1 + j! + 10 * i! + 100 * k!);
    const { grads } = await run.runGraph({
      leaves: [{ name: 'x', value: x }],
      program: [
        { out: 'e', op: 'exp', in: ['x'] },
        { out: 'p', op: 'permute', in: ['e', [1, 0]] },
        { out: 'r', op: 'reshape', in: ['p', [3, 2, 1]] },
        { out: 'w', op: 'expand', in: ['r', [-1, -1, 2]] },
        { out: 'y', op: 'negative', in: ['w'] },
      ],
      root: 'y',
      endGrad,
    });
    const expected = build([2, 3], ([i, j]) => {
      return -Math.exp(at(x, [i!, j!])) * (at(endGrad, [j!, i!, 0]) + at(endGrad, [j!, i!, 1]));
    });
    expectClose(grads['x']!, expected, CLOSE, 'gradient of x');
  });
});
