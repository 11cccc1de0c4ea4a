import { expectAtMost, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays, sum } from '../support/arrays.ts';

exercise('get-batch', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const ids = random.permutation(1000);
  const range = (count: number) => Array.from({ length: count }, (_, i) => i);
  const runSeed = Math.abs(seed);

  test('every start is equally likely, the first and the last one too', async () => {
    // 100 tokens, contextLength 20: 80 starts. 32,000 draws: each about 400 times.
    const tokens = ids.slice(0, 100);
    const batches = await run.getBatch({
      tokens,
      batchSize: 640,
      contextLength: 20,
      seed: runSeed,
      steps: range(50),
    });
    const counts = Array<number>(100).fill(0);
    for (const { inputs } of batches) {
      for (let row = 0; row < 640; row++) counts[tokens.indexOf(inputs.data[row * 20]!)]!++;
    }
    const limit = 5 * Math.sqrt(32_000 * (1 / 80) * (79 / 80));
    for (const [start, count] of counts.entries()) {
      if (start >= 80) expectSame(count, 0, `how often a window begins at ${start} of 100`);
      else
        expectAtMost(
          Math.abs(count - 400),
          limit,
          `start ${start} was drawn ${count} times of 32,000; the distance to 400`,
        );
    }
  });

  test('just enough tokens: the only start is 0', async () => {
    const [batch] = await run.getBatch({
      tokens: [7, 5, 9],
      batchSize: 4,
      contextLength: 2,
      seed: 3,
      steps: [0],
    });
    expectSame(batch!.inputs.data, Int32Array.of(7, 5, 7, 5, 7, 5, 7, 5), 'inputs');
    expectSame(batch!.targets.data, Int32Array.of(5, 9, 5, 9, 5, 9, 5, 9), 'targets');
  });

  test('too few tokens: a RangeError with both numbers', async () => {
    const call = run.getBatch({
      tokens: ids.slice(0, 13),
      batchSize: 2,
      contextLength: 13,
      seed: 3,
      steps: [0],
    });
    await expectError(call, 'RangeError', '13');
  });

  test('a batch depends on its step, not on those before it', async () => {
    const options = { tokens: ids, batchSize: 4, contextLength: 8, seed: runSeed };
    const forwards = await run.getBatch({ ...options, steps: [0, 1, 2, 3] });
    const backwards = await run.getBatch({ ...options, steps: [3, 2, 1, 0] });
    for (const step of range(4)) {
      expectSame(backwards[3 - step]!.inputs.data, forwards[step]!.inputs.data, `inputs of step ${step}`);
    }
    expectSame(
      new Set(forwards.map(({ inputs }) => inputs.data.join())).size,
      4,
      'number of different batches',
    );
  });

  test('another seed gives other batches', async () => {
    const options = { tokens: ids, batchSize: 8, contextLength: 4, steps: [0] };
    const [a] = await run.getBatch({ ...options, seed: runSeed });
    const [b] = await run.getBatch({ ...options, seed: runSeed + 1 });
    expectSame(a!.inputs.data.join() === b!.inputs.data.join(), false, 'whether they are equal');
  });

  test('the rows of a batch differ', async () => {
    const [batch] = await run.getBatch({
      tokens: ids,
      batchSize: 16,
      contextLength: 4,
      seed: runSeed,
      steps: [0],
    });
    const rows = range(16).map((row) => batch!.inputs.data[4 * row]);
    expectSame(new Set(rows).size > 8, true, 'whether more than half of the starts differ');
  });

  test('targets are the ids that follow, whatever they are', async () => {
    for (const { inputs, targets } of await run.getBatch({
      tokens: ids,
      batchSize: 4,
      contextLength: 8,
      seed: runSeed,
      steps: range(5),
    })) {
      const following = Int32Array.from(inputs.data, (id) => ids[ids.indexOf(id) + 1]!);
      expectSame(targets.data, following, 'targets');
    }
  });

  test('only the windows are read', async () => {
    const [batch] = await run.getBatch({
      tokens: ids,
      batchSize: 4,
      contextLength: 8,
      seed: runSeed,
      steps: [0],
    });
    expectAtMost(sum(batch!.reads.map(([, count]) => count)), 2 * 4 * 8, 'ids read');
  });
});
