import { expectClose, expectError } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, CLOSE, nd, type Nd, vec } from '../support/nd.ts';

function softmax(x: Nd, i: number, j: number): number {
  const row = Array.from({ length: x.shape[1]! }, (_, c) => at(x, [i, c]));
  const max = Math.max(...row);
  return Math.exp(row[j]! - max) / row.reduce((sum, value) => sum + Math.exp(value - max), 0);
}

/** −log softmax, without the detour by a softmax that may be 0. */
function loss(x: Nd, i: number, label: number): number {
  const row = Array.from({ length: x.shape[1]! }, (_, c) => at(x, [i, c]));
  const max = Math.max(...row);
  return max - row[label]! + Math.log(row.reduce((sum, value) => sum + Math.exp(value - max), 0));
}

exercise('cross-entropy-autograd', ({ test, run }) => {
  const check = async (logits: Nd, labels: number[], endGrad?: Nd): Promise<void> => {
    const result = await run.crossEntropy({ logits, labels, ...(endGrad === undefined ? {} : { endGrad }) });
    const context = `logits of shape [${logits.shape}]`;
    expectClose(
      result.loss,
      build([labels.length], ([i]) => loss(logits, i!, labels[i!]!)),
      CLOSE,
      `loss, ${context}`,
    );
    const grad = build(logits.shape, ([i, j]) => {
      const weight = endGrad === undefined ? 1 : at(endGrad, [i!]);
      return weight * (softmax(logits, i!, j!) - Number(labels[i!] === j));
    });
    expectClose(result.grad, grad, CLOSE, `gradient, ${context}`);
  };

  test('random logits: the gradient is softmax − one-hot, times that of the loss', async () => {
    const cases = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 2, max: 5 }))
      .chain(([batch, classes]) =>
        fc.record({
          logits: array([batch, classes]),
          labels: fc.array(fc.nat(classes - 1), { minLength: batch, maxLength: batch }),
          endGrad: array([batch]),
        }),
      );
    for (const { logits, labels, endGrad } of fc.sample(cases, 40)) await check(logits, labels, endGrad);
  });

  test('logits of 1,000 and −1,000', async () => {
    await check(nd([3, 3], [1000, 999, -1000, -1000, -1001, -1002, 1000, 0, -1000]), [1, 2, 2]);
  });

  test('equal logits share the maximum', async () => {
    await check(nd([2, 2], [3, 3, 1, 1]), [0, 1]);
  });

  test('one example', async () => {
    await check(nd([1, 3], [0.5, -0.25, 2]), [2], vec(-3));
  });

  test('labels that are no classes', async () => {
    const logits = nd([2, 2], [0, 1, 2, 3]);
    await expectError(run.crossEntropy({ logits, labels: [0, 2] }), 'RangeError', '2');
    await expectError(run.crossEntropy({ logits, labels: [-1, 0] }), 'RangeError', '-1');
  });
});
