import { expectError, expectSame, randomSource } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

exercise('sample-distribution', ({ test, run, seed }) => {
  const sample = (probs: number[], u: number[]) =>
    run.numbers({ fn: 'sampleDistribution', args: [nd([probs.length], probs), u] });

  test('10,000 draws, each exact', async () => {
    const random = randomSource(seed);
    // Multiples of 1/1024: sums are exact, in any order.
    const cuts = [0, ...random.ints(6, 0, 1024), 1024].toSorted((a, b) => a - b);
    const probs = cuts.slice(1).map((cut, i) => (cut - cuts[i]!) / 1024);
    const u = random.ints(10_000, 0, 4095).map((value) => value / 4096);
    const expected = u.map((value) => cuts.slice(1).findIndex((cut) => cut / 1024 > value));
    expectSame(await sample(probs, u), expected, 'indices', `probabilities: ${probs.join(', ')}`);
  });

  test('u = 0, and u just below 1', async () => {
    expectSame(await sample([0.25, 0.75], [0, 1 - 2 ** -53]), [0, 1], 'indices');
  });

  test('what has no probability is never drawn', async () => {
    expectSame(
      await sample([0, 0.5, 0, 0.5, 0], [0, 0.25, 0.5, 0.75, 1 - 2 ** -53]),
      [1, 1, 3, 3, 3],
      'indices',
    );
  });

  test('a sum that rounding leaves below 1 still reaches the last index', async () => {
    // Ten 32-bit tenths, the last one a little smaller: u lies between their sum and 1.
    const tenths = [...Array<number>(9).fill(0.1), 0.0999995];
    expectSame(await sample(tenths, [1 - 1e-9]), [9], 'indices');
    expectSame(await sample([...tenths, 0], [1 - 1e-9]), [9], 'indices', 'a probability of 0 at the end');
  });

  test('no draws', async () => {
    expectSame(await sample([1], []), [], 'indices');
  });

  test('probabilities that have another sum, or are negative', async () => {
    await expectError(sample([0.5, 0.75], [0.1]), 'RangeError', '1.25');
    await expectError(sample([0.25, 0.25], [0.1]), 'RangeError', '0.5');
    const negative = run.numbers({ fn: 'sampleDistribution', args: [vec(1.5, -0.5), [0.1]] });
    await expectError(negative, 'RangeError');
  });
});
