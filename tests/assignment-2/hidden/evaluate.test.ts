import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { mean, randomArrays, widen } from '../support/arrays.ts';
import { rowsOf } from '../support/float64.ts';
import { logSoftmaxRow } from '../support/loss64.ts';
import { ew } from '../support/tolerances.ts';

const VOCAB = 16;

exercise('evaluate', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const lm = { order: 1 as const, logits: random.normal([VOCAB, VOCAB], 2) };
  const tokens = Array.from(random.ids([200], VOCAB).data);
  const rows = rowsOf(widen(lm.logits));

  /** Losses and hits of the windows that begin at given places. */
  const expected = (starts: number[], contextLength: number) => {
    const places = starts.flatMap((start) => Array.from({ length: contextLength }, (_, i) => start + i));
    return {
      loss: mean(places.map((at) => -logSoftmaxRow(rows[tokens[at]!]!)[tokens[at + 1]!]!)),
      accuracy: mean(
        places.map((at) => {
          const row = rows[tokens[at]!]!;
          return row.indexOf(Math.max(...row)) === tokens[at + 1] ? 1 : 0;
        }),
      ),
    };
  };
  const every = (count: number, step: number) => Array.from({ length: count }, (_, i) => i * step);

  test('all windows, the last batch smaller than the others: every token counts alike', async () => {
    // ⌊199 / 8⌋ = 24 windows, in batches of 10, 10 and 4.
    const result = await run.evaluate({ lm, tokens, batchSize: 10, contextLength: 8 });
    const { loss, accuracy } = expected(every(24, 8), 8);
    expectClose(result.loss, loss, ew, 'loss');
    expectClose(result.accuracy, accuracy, ew, 'accuracy');
    expectClose(result.perplexity, Math.exp(loss), { rtol: 1e-4, atol: 0 }, 'perplexity');
  });

  test('some windows: window i of n begins at ⌊i·24/n⌋ · contextLength', async () => {
    for (const maxWindows of [1, 5, 7, 24, 100]) {
      const count = Math.min(24, maxWindows);
      const starts = Array.from({ length: count }, (_, i) => Math.floor((i * 24) / count) * 8);
      const result = await run.evaluate({ lm, tokens, batchSize: 4, contextLength: 8, maxWindows });
      expectClose(result.loss, expected(starts, 8).loss, ew, `loss of ${maxWindows} windows`);
    }
  });

  test('the batch size does not change the result', async () => {
    const [a, b] = [
      await run.evaluate({ lm, tokens, batchSize: 1, contextLength: 8 }),
      await run.evaluate({ lm, tokens, batchSize: 24, contextLength: 8 }),
    ];
    expectClose(a.loss, b.loss, ew, 'loss');
  });

  test('a source of just one window, and one that is shorter', async () => {
    const one = await run.evaluate({ lm, tokens: tokens.slice(0, 9), batchSize: 4, contextLength: 8 });
    expectClose(one.loss, expected([0], 8).loss, ew, 'loss');
    const call = run.evaluate({ lm, tokens: tokens.slice(0, 8), batchSize: 4, contextLength: 8 });
    await expectError(call, 'RangeError', '8');
  });

  test('bits per byte, if the bytes per token are known', async () => {
    const result = await run.evaluate({ lm, tokens, batchSize: 8, contextLength: 8, bytesPerToken: 2.5 });
    expectClose(result.bitsPerByte ?? Number.NaN, result.loss / Math.LN2 / 2.5, ew, 'bitsPerByte');
    const without = await run.evaluate({ lm, tokens, batchSize: 8, contextLength: 8 });
    expectSame(without.bitsPerByte, undefined, 'bitsPerByte without bytesPerToken');
  });

  test('nothing is recorded for gradients, and afterwards everything is as before', async () => {
    const result = await run.evaluate({ lm, tokens, batchSize: 10, contextLength: 8 });
    expectSame(result.recorded, false, 'whether the forward pass was recorded');
    expectSame(result.recordsAfterwards, true, 'whether gradients are recorded again afterwards');
    expectClose(result.table, lm.logits, { rtol: 0, atol: 0 }, 'parameters');
  });

  test('one read is enough, and no memory is left behind', async () => {
    const { reads, liveBytes } = await run.evaluate({ lm, tokens, batchSize: 2, contextLength: 8 });
    expectAtMost(reads, 1, 'reads');
    expectAtMost(liveBytes, 8 * VOCAB * 4, 'bytes left behind by 12 batches');
  });
});
