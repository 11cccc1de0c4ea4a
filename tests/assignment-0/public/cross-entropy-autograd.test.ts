import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { CLOSE, nd, vec } from '../support/nd.ts';

const { log } = Math;

exercise('cross-entropy-autograd', ({ test, run }) => {
  test('equal logits: the logarithm of the number of classes', async () => {
    const { loss } = await run.crossEntropy({ logits: nd([1, 4], [7, 7, 7, 7]), labels: [2] });
    expectClose(loss, vec(log(4)), CLOSE, 'loss');
  });

  test('one loss for each example', async () => {
    const logits = nd([2, 2], [log(3), 0, log(3), 0]);
    const { loss } = await run.crossEntropy({ logits, labels: [0, 1] });
    expectClose(loss, vec(log(4 / 3), log(4)), CLOSE, 'loss');
  });

  test('certain and right: 0', async () => {
    const { loss } = await run.crossEntropy({ logits: nd([1, 2], [50, -50]), labels: [0] });
    expectClose(loss, vec(0), CLOSE, 'loss');
  });

  test('the gradient', async () => {
    const { grad } = await run.crossEntropy({ logits: nd([1, 2], [log(3), 0]), labels: [1] });
    expectClose(grad, nd([1, 2], [0.75, -0.75]), CLOSE, 'gradient');
  });
});
