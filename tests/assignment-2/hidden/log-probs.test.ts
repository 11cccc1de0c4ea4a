import { expectClose, expectError } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { exercise } from '../suite.ts';
import { f32, mapArray, mean, randomArrays, widen } from '../support/arrays.ts';
import { rowsOf } from '../support/float64.ts';
import { gradientOf } from '../support/gradients.ts';
import { logSoftmaxRow } from '../support/loss64.ts';
import { ew } from '../support/tolerances.ts';

/** Of each token but the first of its row. */
function expected(logits: NDArray, ids: NDArray): NDArray {
  const [batch, seq] = ids.shape as [number, number];
  const rows = rowsOf(widen(logits));
  const values = Array.from({ length: batch * (seq - 1) }, (_, i) => {
    const [row, t] = [Math.floor(i / (seq - 1)), i % (seq - 1)];
    return logSoftmaxRow(rows[row * seq + t]!)[ids.data[row * seq + t + 1]!]!;
  });
  return f32([batch, seq - 1], values);
}

exercise('log-probs', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const draw = (std: number) => ({ logits: random.normal([2, 8, 64], std), ids: random.ids([2, 8], 64) });

  test('random logits; the first token has no score', async () => {
    const args = draw(2);
    expectClose((await run.logProbsOfNext(args)).y, expected(args.logits, args.ids), ew, 'log-probabilities');
  });

  test('logits times 1,000', async () => {
    const args = draw(1000);
    expectClose((await run.logProbsOfNext(args)).y, expected(args.logits, args.ids), ew, 'log-probabilities');
  });

  test("it is −crossEntropy 'none' of the shifted input", async () => {
    const { logits, ids } = draw(3);
    const { y } = await run.logProbsOfNext({ logits, ids });
    const part = ({ shape, data }: NDArray, from: number): NDArray => {
      const [batch, seq, ...rest] = shape as [number, number, ...number[]];
      const width = rest[0] ?? 1;
      const rows = Array.from({ length: batch }, (_, row) =>
        data.slice((row * seq + from) * width, (row * seq + from + seq - 1) * width),
      );
      const values = rows.flatMap((row) => Array.from(row));
      const array = data instanceof Int32Array ? Int32Array.from(values) : Float32Array.from(values);
      return { shape: [batch, seq - 1, ...rest], data: array };
    };
    const losses = await run.crossEntropy({
      logits: part(logits, 0),
      targets: part(ids, 1),
      reduction: 'none',
    });
    expectClose(
      y,
      mapArray(losses.y, (loss) => -loss),
      ew,
      'log-probabilities',
    );
  });

  test('the last position gets no gradient', async () => {
    const args = draw(1);
    const { grads } = await run.logProbsOfNext({ ...args, gradOut: f32([2, 7], Array(14).fill(1)) });
    const grad = gradientOf(grads, 'logits');
    const last = grad.data.slice(7 * 64, 8 * 64);
    expectClose(last, new Float32Array(64), { rtol: 0, atol: 0 }, 'gradient of the last position');
  });

  test('perplexity is the exponential of the mean, not the mean of exponentials', async () => {
    const losses = Array.from(random.uniform([50], 0, 8).data);
    expectClose(await run.perplexity({ losses }), Math.exp(mean(losses)), ew, 'perplexity');
    expectClose(await run.perplexity({ losses: [3] }), Math.exp(3), ew, 'perplexity');
  });

  test('batches of different size count by their tokens', async () => {
    const batches = [[1, 1, 1, 1, 1, 1], [4]];
    const all = batches.flat();
    expectClose(await run.perplexity({ losses: all }), Math.exp(10 / 7), ew, 'perplexity');
  });

  test('no losses: a RangeError', async () => {
    await expectError(run.perplexity({ losses: [] }), 'RangeError');
  });
});
