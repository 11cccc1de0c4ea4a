import { expectClose } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, CLOSE, type Nd, nd } from '../support/nd.ts';

const dot = (x: Nd, i: number, j: number): number => {
  let sum = 0;
  for (let k = 0; k < x.shape[1]!; k++) sum += at(x, [i, k]) * at(x, [j, k]);
  return sum;
};
const norm = (x: Nd, i: number): number => Math.sqrt(dot(x, i, i));
const quotient = (a: number, b: number): number => (b === 0 ? 0 : a / b);

const normalized = (x: Nd): Nd => build(x.shape, ([i, j]) => quotient(at(x, [i!, j!]), norm(x, i!)));
const cosines = (x: Nd): Nd =>
  build([x.shape[0]!, x.shape[0]!], ([i, j]) => quotient(dot(x, i!, j!), norm(x, i!) * norm(x, j!)));

exercise('cosine-similarity', ({ test, run }) => {
  const size = fc.integer({ min: 1, max: 6 });
  const matrices = fc
    .tuple(size, size)
    .filter(([m, n]) => m !== n)
    .chain((shape) => array(shape));

  test('random matrices that are not square', async () => {
    for (const x of fc.sample(matrices, 30)) {
      expectClose(await run.array({ fn: 'normalizeRows', args: [x] }), normalized(x), CLOSE, 'rows');
      expectClose(await run.array({ fn: 'cosineMatrix', args: [x] }), cosines(x), CLOSE, 'cosines');
    }
  });

  test('a row of zeros stays as it is', async () => {
    const x = nd([3, 2], [1, 2, 0, 0, -3, 4]);
    expectClose(await run.array({ fn: 'normalizeRows', args: [x] }), normalized(x), CLOSE, 'rows');
    expectClose(await run.array({ fn: 'cosineMatrix', args: [x] }), cosines(x), CLOSE, 'cosines');
  });

  test('the length of a row does not matter', async () => {
    const x = nd([3, 2], [3e-30, 4e-30, 3, 4, 4e30, 3e30]);
    const expected = nd([3, 3], [1, 1, 0.96, 1, 1, 0.96, 0.96, 0.96, 1]);
    expectClose(await run.array({ fn: 'cosineMatrix', args: [x] }), expected, CLOSE, 'cosines');
  });
});
