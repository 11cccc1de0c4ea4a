import { expectClose } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { differences, DIFFERENCES, type Exact, exact } from '../support/gradients.ts';
import { array, atBroadcast, broadcast, indices, type Nd, shapes, vec } from '../support/nd.ts';

/** Σ ln(a · b · ln c). */
function loss(a: Exact, b: Exact, c: Exact): number {
  let sum = 0;
  for (const index of indices(broadcast(a.shape, b.shape, c.shape))) {
    const [x, y, z] = [a, b, c].map((one) => atBroadcast(one as unknown as Nd, index)) as [
      number,
      number,
      number,
    ];
    sum += Math.log(x * y * Math.log(z));
  }
  return sum;
}

exercise('forward-and-back', ({ test, run }) => {
  const positive = fc.integer({ min: 12, max: 40 }).map((value) => value / 8);

  test('random shapes against differences', async () => {
    for (const [a, b, c] of fc.sample(
      shapes(3).chain((shape) =>
        fc.tuple(array(shape, positive), array(shape, positive), array(shape, positive)),
      ),
      20,
    )) {
      const { da, db, dc } = await run.forwardAndBack({ a, b, c });
      const [x, y, z] = [exact(a), exact(b), exact(c)];
      expectClose(
        da,
        differences(a, (moved) => loss(moved, y, z)),
        DIFFERENCES,
        'da',
      );
      expectClose(
        db,
        differences(b, (moved) => loss(x, moved, z)),
        DIFFERENCES,
        'db',
      );
      expectClose(
        dc,
        differences(c, (moved) => loss(x, y, moved)),
        DIFFERENCES,
        'dc',
      );
    }
  });

  test('arrays that broadcast: a column, a row, a single c', async () => {
    const cases = fc
      .tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
      .chain(([m, n]) => fc.tuple(array([m, 1], positive), array([n], positive), array([1], positive)));
    for (const [a, b, c] of fc.sample(cases, 10)) {
      const { da, db, dc } = await run.forwardAndBack({ a, b, c });
      const [x, y, z] = [exact(a), exact(b), exact(c)];
      expectClose(
        da,
        differences(a, (moved) => loss(moved, y, z)),
        DIFFERENCES,
        'da',
      );
      expectClose(
        db,
        differences(b, (moved) => loss(x, moved, z)),
        DIFFERENCES,
        'db',
      );
      expectClose(
        dc,
        differences(c, (moved) => loss(x, y, moved)),
        DIFFERENCES,
        'dc',
      );
    }
  });

  test('one array as a and as b: each of the two gets its own gradient', async () => {
    const a = vec(2, 4);
    const { da, db } = await run.forwardAndBack({ a, b: a, c: vec(3, 5), same: true });
    expectClose(da, vec(1 / 2, 1 / 4), DIFFERENCES, 'da');
    expectClose(db, vec(1 / 2, 1 / 4), DIFFERENCES, 'db');
  });
});
