import { expectAtMost, expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, i32, mapArray, mean, plain, randomArrays, widen } from '../support/arrays.ts';
import { rows64, softmaxRow } from '../support/float64.ts';
import { gradientOf } from '../support/gradients.ts';
import { losses64 } from '../support/loss64.ts';
import { ew, twice } from '../support/tolerances.ts';

exercise('cross-entropy', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const draw = (shape: number[], vocab: number, std = 3) => ({
    logits: random.normal([...shape, vocab], std),
    targets: random.ids(shape, vocab),
  });
  const one = f32([], [1]);

  test('random logits with no, one and two leading axes', async () => {
    for (const shape of [[], [6], [2, 8]]) {
      const args = draw(shape, 64);
      const losses = losses64(widen(args.logits), args.targets.data);
      const what = `leading axes [${shape}]`;
      expectClose((await run.crossEntropy(args)).y, f32([], [mean(losses)]), ew, `loss, ${what}`);
      const { y } = await run.crossEntropy({ ...args, reduction: 'none' });
      expectClose(y, f32(shape, losses), ew, `losses, ${what}`);
    }
  });

  test('logits times 1,000', async () => {
    const args = draw([6], 64, 1000);
    const losses = losses64(widen(args.logits), args.targets.data);
    expectClose((await run.crossEntropy({ ...args, reduction: 'none' })).y, f32([6], losses), ew, 'losses');
  });

  test('the gradient is (softmax − one-hot)/N, and sums to 0 in each row', async () => {
    const args = draw([2, 8], 64);
    const { grads } = await run.crossEntropy({ ...args, gradOut: one });
    let row = 0;
    const expected = rows64(widen(args.logits), (logits) => {
      const target = args.targets.data[row++]!;
      return softmaxRow(logits).map((p, id) => (p - (id === target ? 1 : 0)) / 16);
    });
    const grad = gradientOf(grads, 'logits');
    expectClose(grad, plain(expected), twice(ew), 'gradient');
    const sums = rows64(widen(grad), (values) => [values.reduce((a, b) => a + b, 0)]);
    expectClose(
      plain(sums),
      f32([2, 8, 1], Array(16).fill(0)),
      { rtol: 0, atol: 1e-6 },
      'sums of the gradient',
    );
  });

  test('a prediction that is wrong by a lot: a large loss, not an infinite one', async () => {
    const logits = f32([2, 3], [20_000, 0, 0, -20_000, 0, 0]);
    const targets = i32([2], [1, 0]);
    const { y } = await run.crossEntropy({ logits, targets, reduction: 'none' });
    expectClose(y, f32([2], [20_000, 20_000 + Math.log(2)]), ew, 'losses');
    const { grads } = await run.crossEntropy({ logits, targets, gradOut: one });
    expectClose(
      gradientOf(grads, 'logits'),
      f32([2, 3], [0.5, -0.5, 0, -0.5, 0.25, 0.25]),
      twice(ew),
      'gradient',
    );
  });

  test('a vocabulary of one token', async () => {
    const { y, grads } = await run.crossEntropy({
      logits: f32([3, 1], [5, -2, 0]),
      targets: i32([3], [0, 0, 0]),
      gradOut: one,
    });
    expectClose(y, f32([], [0]), ew, 'loss');
    expectClose(gradientOf(grads, 'logits'), f32([3, 1], [0, 0, 0]), ew, 'gradient');
  });

  test('32,768 classes', async () => {
    const args = draw([4], 32_768, 2);
    // The largest class decides; that the others are many must not be lost.
    const logits = mapArray(args.logits, (value, i) => (i % 32_768 === 17 ? 9 : value));
    const losses = losses64(widen(logits), args.targets.data);
    const { y } = await run.crossEntropy({ logits, targets: args.targets, reduction: 'none' });
    // A sum of n terms in any order is off by √n roundings or so.
    expectClose(y, f32([4], losses), { rtol: 2e-5, atol: 3e-5 }, 'losses');
  });

  test('loss and gradient need three times the memory of the logits at most, and no read', async () => {
    const args = draw([64], 1024);
    const { peakBytes, reads } = await run.crossEntropyCounts(args);
    expectAtMost(peakBytes, 3 * 64 * 1024 * 4, 'peak bytes beyond the inputs, for logits of 262,144 bytes,');
    expectAtMost(reads, 0, 'reads');
  });
});
