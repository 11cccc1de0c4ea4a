import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('get-batch', ({ test, run }) => {
  const tokens = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
  const options = { tokens, batchSize: 3, contextLength: 4, seed: 1 };

  test('inputs and targets have the shape [batchSize, contextLength] and are integers', async () => {
    const [batch] = await run.getBatch({ ...options, steps: [0] });
    for (const ids of [batch!.inputs, batch!.targets]) {
      expectSame([...ids.shape], [3, 4], 'shape');
      expectSame(ids.data instanceof Int32Array, true, 'whether the ids are i32');
    }
  });

  test('each row is a window of the tokens, and its targets come one later', async () => {
    const [batch] = await run.getBatch({ ...options, steps: [0] });
    for (let row = 0; row < 3; row++) {
      const inputs = batch!.inputs.data.slice(4 * row, 4 * row + 4).join();
      const targets = batch!.targets.data.slice(4 * row, 4 * row + 4).join();
      const starts = tokens
        .map((_, start) => start)
        .filter((start) => tokens.slice(start, start + 4).join() === inputs);
      expectSame(starts.length > 0, true, `whether row ${row} (${inputs}) stands in the tokens`);
      const following = starts.map((start) => tokens.slice(start + 1, start + 5).join());
      expectSame(following.includes(targets), true, `whether ${targets} follows ${inputs}`);
    }
  });

  test('the same seed and step give the same batch', async () => {
    const [a, b] = await run.getBatch({ ...options, steps: [5, 5] });
    expectSame(a!.inputs.data, b!.inputs.data, 'inputs');
  });
});
