import { expectAtMost, expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, plain, randomArrays, widen } from '../support/arrays.ts';
import { map64, sigmoid64, silu64 } from '../support/float64.ts';
import { gradientOf } from '../support/gradients.ts';
import { ew, twice } from '../support/tolerances.ts';

exercise('silu', ({ test, run, seed }) => {
  test('from −100 to 100', async () => {
    const x = f32(
      [201],
      Array.from({ length: 201 }, (_, i) => i - 100),
    );
    expectClose((await run.silu({ x })).y, plain(silu64(widen(x))), ew, 'y');
  });

  test('the gradient is finite and right, at ±80 and ±100 too', async () => {
    const x = f32([9], [-100, -80, -30, -1.2784645, 0, 1, 30, 80, 100]);
    const gradOut = f32([9], Array<number>(9).fill(1));
    const { grads } = await run.silu({ x, gradOut });
    const expected = map64(widen(x), (v) => sigmoid64(v) * (1 + v * (1 - sigmoid64(v))));
    expectClose(gradientOf(grads, 'x'), plain(expected), twice(ew), 'gradient');
  });

  test('any shape', async () => {
    const random = randomArrays(seed);
    for (const shape of [[], [1], [2, 3, 5]]) {
      const x = random.normal(shape, 3);
      expectClose((await run.silu({ x })).y, plain(silu64(widen(x))), ew, `y of shape [${shape}]`);
    }
  });

  test('the smallest value is −0.27846, near −1.27846', async () => {
    const { y } = await run.silu({ x: f32([3], [-1.27846, -1.2, -1.35]) });
    expectClose(y.data[0]!, -0.2784645, ew, 'y');
    expectAtMost(y.data[0]!, Math.min(y.data[1]!, y.data[2]!), 'y at −1.27846');
  });

  test('one kernel is enough', async () => {
    const { dispatches } = await run.siluCounts({ x: randomArrays(seed).normal([8, 32]) });
    expectAtMost(dispatches, 1, 'dispatches');
  });
});
