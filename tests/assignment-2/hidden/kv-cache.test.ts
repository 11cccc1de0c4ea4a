import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { i32, randomArrays } from '../support/arrays.ts';
import { decodingModel } from '../support/decoding-model.ts';
import { positionsOf, rowsAt } from '../support/incremental.ts';

/** Both are f32; they add up in another order. */
const close = { rtol: 1e-4, atol: 1e-4 };

exercise('kv-cache', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const model = decodingModel();

  const expectSplit = async (
    args: ReturnType<typeof decodingModel>,
    batch: number,
    splits: number[],
  ): Promise<void> => {
    const ids = random.ids([batch, 8], 32);
    const { y } = await run.transformerLm({ ...args, ids });
    const { logits } = await run.cachedLogits({ ...args, ids, splits });
    let at = 0;
    for (const [i, count] of splits.entries()) {
      expectClose(
        logits[i]!,
        positionsOf(y, at, count),
        close,
        `logits of part ${i} of ${splits.join(' + ')}`,
      );
      at += count;
    }
  };

  test('every way to split 8 tokens gives the logits of all at once', async () => {
    for (const splits of [[1, 7], [7, 1], [3, 1, 4], [2, 2, 2, 2], [1, 1, 1, 1, 1, 1, 1, 1], [8]]) {
      await expectSplit(model, 1, splits);
    }
  });

  test('two sequences at once', async () => {
    await expectSplit(model, 2, [5, 1, 2]);
  });

  test('learned positions, and none', async () => {
    await expectSplit(decodingModel(1, 'learned'), 1, [3, 1, 4]);
    await expectSplit(decodingModel(2, 'none'), 1, [3, 1, 4]);
  });

  test('two caches of one model, in turns', async () => {
    const idLists = [random.ids([1, 6], 32), random.ids([1, 6], 32)];
    const logits = await run.cachedInterleaved({ ...model, idLists });
    for (const [i, ids] of idLists.entries()) {
      const { y } = await run.transformerLm({ ...model, ids });
      for (let t = 0; t < 6; t++) {
        expectClose(logits[i]![t]!, positionsOf(y, t, 1), close, `logits of token ${t} of sequence ${i}`);
      }
    }
  });

  test('select copies rows: what goes on from a copy does not change the others', async () => {
    const prompt = random.ids([2, 4], 32);
    const continuation = i32([3, 1], [5, 9, 14]);
    const originalContinuation = i32([2, 1], [20, 30]);
    const indices = [1, 1, 0];
    const result = await run.cachedSelect({ ...model, prompt, indices, continuation, originalContinuation });
    const last = async (rows: number[], tokens: Int32Array) => {
      const before = rowsAt(prompt, rows);
      const ids = new Int32Array(rows.length * 5);
      for (const row of rows.keys())
        ids.set([...before.data.subarray(4 * row, 4 * row + 4), tokens[row]!], 5 * row);
      const { y } = await run.transformerLm({ ...model, ids: { shape: [rows.length, 5], data: ids } });
      return positionsOf(y, 4, 1);
    };
    const selected = await last(indices, continuation.data as Int32Array);
    expectClose(result.selected, selected, close, 'logits of rows 1, 1, 0');
    const original = await last([0, 1], originalContinuation.data as Int32Array);
    expectClose(result.original, original, close, 'logits of the rows that were there before');
  });

  test('20 tokens with and without a cache, greedy and sampled, also past the context of 16', async () => {
    for (const options of [
      { temperature: 0, maxNewTokens: 20, seed: 1 },
      { temperature: 1, maxNewTokens: 20, seed: Math.abs(seed) },
      { temperature: 0.7, topK: 5, maxNewTokens: 20, seed: 3, contextLength: 16 },
    ]) {
      const { plain, cached, cachedFed } = await run.generateBoth({ ...model, prompt: [3, 1, 4], options });
      expectSame(cached.newIds, plain.newIds, 'newIds', JSON.stringify(options));
      const fed = cachedFed.map(({ tokens }) => tokens);
      expectSame(fed.slice(0, 14), [3, ...Array<number>(13).fill(1)], 'tokens fed in the first 14 steps');
      expectSame(fed.length, 20, 'number of forward passes');
    }
  });

  test('from the second token on no kernel is compiled, and memory stays the same', async () => {
    const ids = random.ids([1, 16], 32);
    const splits = [4, ...Array<number>(12).fill(1)];
    const { pipelines, liveBytes } = await run.cachedLogits({ ...model, ids, splits });
    expectSame(
      pipelines.at(-1),
      pipelines[2],
      'kernels compiled after the last token, against those after the second',
    );
    expectSame(
      liveBytes.at(-1)! <= liveBytes[2]!,
      true,
      'whether live bytes stay',
      `bytes ${liveBytes.join(' ')}`,
    );
  });

  test('nothing is recorded for gradients', async () => {
    const { requiresGrad } = await run.cachedLogits({
      ...model,
      ids: random.ids([1, 3], 32),
      splits: [2, 1],
    });
    expectSame(requiresGrad, false, 'requiresGrad of the logits');
  });

  test('clear: the same cache once more', async () => {
    const ids = random.ids([1, 8], 32);
    const { y } = await run.transformerLm({ ...model, ids });
    const { logits, lengths } = await run.cachedLogits({ ...model, ids, splits: [3, 1, 4], clear: true });
    expectSame(lengths, [3, 4, 8, 3, 4, 8], 'lengths');
    expectClose(logits[2]!, positionsOf(y, 4, 4), close, 'logits of the last part, second round');
  });

  test('more tokens than the context, another batch, another model: a RangeError with both numbers', async () => {
    const ids = random.ids([1, 17], 32);
    await expectError(run.cachedLogits({ ...model, ids, splits: [16, 1] }), 'RangeError', '16');
    const two = random.ids([2, 3], 32);
    await expectError(
      run.cacheMismatch({ ...model, ids: two, cacheConfig: model.config, batch: 3 }),
      'RangeError',
      '2',
      '3',
    );
    const other = { ...model.config, numLayers: 7 };
    await expectError(
      run.cacheMismatch({ ...model, ids: two, cacheConfig: other, batch: 2 }),
      'RangeError',
      '7',
      '2',
    );
  });
});
