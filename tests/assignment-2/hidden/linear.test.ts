import { expectAtMost, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { deviation, numbersOf, randomArrays, widen } from '../support/arrays.ts';
import { abs64, linear64 } from '../support/float64.ts';
import { expectGradients } from '../support/gradients.ts';
import { ew, expectProduct, twice } from '../support/tolerances.ts';

exercise('linear', ({ test, run, seed }) => {
  for (const shape of [[32], [8, 32], [2, 8, 32], [2, 3, 8, 32]]) {
    test(`${shape.length - 1} leading axes`, async () => {
      const random = randomArrays(seed);
      const [x, weight] = [random.normal(shape), random.normal([16, 32])];
      const { y } = await run.linear({ x, weights: { weight } });
      expectProduct(
        y,
        linear64(widen(x), widen(weight)),
        linear64(abs64(widen(x)), abs64(widen(weight))),
        32,
      );
    });
  }

  test('gradients of the input and the weight', async () => {
    const random = randomArrays(seed);
    const [x, weight, gradOut] = [
      random.normal([2, 8, 32]),
      random.normal([16, 32]),
      random.normal([2, 8, 16]),
    ];
    const { grads } = await run.linear({ x, weights: { weight }, gradOut });
    expectGradients(grads, {
      forward: (inputs) => linear64(inputs.x, inputs.weight),
      inputs: { x: widen(x), weight: widen(weight) },
      gradOut,
      // Sums of 16 products of order 1.
      tolerance: twice({ rtol: 0, atol: ew.rtol }),
      seed,
    });
  });

  test('the state dict has one matrix, [out, in]', async () => {
    const state = await run.linearState({ inFeatures: 5, outFeatures: 3 });
    expectSame(Object.keys(state), ['weight'], 'names');
    expectSame([...state['weight']!.shape], [3, 5], 'shape of the weight');
  });

  test('the first weights follow both widths, and the seed', async () => {
    const std = async (inFeatures: number, outFeatures: number): Promise<number> => {
      const { weight } = await run.linearState({ inFeatures, outFeatures, seed: 5 });
      return deviation(numbersOf(weight!)) / (0.9866 * Math.sqrt(2 / (inFeatures + outFeatures)));
    };
    // 25,600 values tell a standard deviation to 0.44 %.
    for (const ratio of [await std(256, 100), await std(100, 256)]) {
      expectAtMost(Math.abs(ratio - 1), 0.022, 'relative error of the standard deviation');
    }
    const one = await run.linearState({ inFeatures: 4, outFeatures: 4, seed: 5 });
    const same = await run.linearState({ inFeatures: 4, outFeatures: 4, seed: 5 });
    const other = await run.linearState({ inFeatures: 4, outFeatures: 4, seed: 6 });
    expectSame(same, one, 'weights of the same seed');
    expectSame(
      numbersOf(other['weight']!).join() === numbersOf(one['weight']!).join(),
      false,
      'same weights',
    );
  });

  test('an input whose elements lie in another order', async () => {
    const random = randomArrays(seed);
    const [x, weight] = [random.normal([2, 8, 32]), random.normal([16, 32])];
    const { y } = await run.linear({ x, weights: { weight }, layout: 'permuted' });
    expectProduct(y, linear64(widen(x), widen(weight)), linear64(abs64(widen(x)), abs64(widen(weight))), 32);
  });

  test('an input of another width is an error that names both', async () => {
    const random = randomArrays(seed);
    const call = run.linear({ x: random.normal([2, 31]), weights: { weight: random.normal([16, 32]) } });
    await expectError(call, 'RangeError', '31', '32');
  });

  test('an input with three axes takes one kernel', async () => {
    const random = randomArrays(seed);
    const weights = { weight: random.normal([16, 32]) };
    const { dispatches } = await run.linearCounts({ x: random.normal([2, 8, 32]), weights });
    expectAtMost(dispatches, 1, 'dispatches');
  });
});
