import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, i32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('cross-entropy', ({ test, run }) => {
  test('equal logits: ln of the vocabulary size', async () => {
    const { y } = await run.crossEntropy({
      logits: f32([2, 8], Array(16).fill(0.3)),
      targets: i32([2], [0, 5]),
    });
    expectClose(y, f32([], [Math.log(8)]), ew, 'loss');
  });

  test('a certain and right prediction costs nothing', async () => {
    const { y } = await run.crossEntropy({ logits: f32([1, 3], [0, 100, 0]), targets: i32([1], [1]) });
    expectClose(y, f32([], [0]), ew, 'loss');
  });

  test('adding 10,000 to all logits changes nothing', async () => {
    const { y } = await run.crossEntropy({
      logits: f32([1, 3], [10_001, 10_002, 10_003]),
      targets: i32([1], [2]),
    });
    expectClose(y, f32([], [Math.log(1 + Math.exp(-1) + Math.exp(-2))]), ew, 'loss');
  });

  test('two leading axes: the mean of all', async () => {
    const logits = f32([2, 2, 2], [0, 0, 0, Math.log(3), 0, 0, Math.log(3), 0]);
    const { y } = await run.crossEntropy({ logits, targets: i32([2, 2], [0, 0, 1, 1]) });
    expectClose(y, f32([], [(2 * Math.log(2) + 2 * Math.log(4)) / 4]), ew, 'loss');
  });

  test("reduction 'none': one loss for each target", async () => {
    const logits = f32([2, 2], [0, 0, 0, Math.log(3)]);
    const { y } = await run.crossEntropy({ logits, targets: i32([2], [0, 1]), reduction: 'none' });
    expectClose(y, f32([2], [Math.log(2), Math.log(4 / 3)]), ew, 'losses');
  });
});
