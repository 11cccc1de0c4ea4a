import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { deviation, f32, numbersOf, randomArrays } from '../support/arrays.ts';

exercise('linear', ({ test, run, seed }) => {
  test('y = x Wᵀ', async () => {
    const weight = f32([2, 3], [1, 0, -1, 2, 2, 2]);
    const { y } = await run.linear({ x: f32([1, 3], [1, 2, 3]), weights: { weight } });
    expectSame(y, f32([1, 2], [-2, 12]), 'y');
  });

  test('the input may have leading axes', async () => {
    const random = randomArrays(seed);
    const weights = { weight: random.normal([16, 32]) };
    const { y } = await run.linear({ x: random.normal([2, 8, 32]), weights });
    expectSame([...y.shape], [2, 8, 16], 'shape of y');
  });

  test('the first weights have a standard deviation of √(2 / (in + out))', async () => {
    const { weight } = await run.linearState({ inFeatures: 200, outFeatures: 100, seed: 3 });
    const std = deviation(numbersOf(weight!));
    // Cutting at three standard deviations takes 1.3 % of it; 20,000 values tell it to 2 %.
    expectClose(std, 0.9866 * Math.sqrt(2 / 300), { rtol: 0.02, atol: 0 }, 'standard deviation');
  });
});
