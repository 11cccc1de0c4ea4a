import { expectClose, expectError } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, mapArray, randomArrays } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('frequency-penalty', ({ test, run, seed }) => {
  const random = randomArrays(seed);

  test('rows with histories of different length, and repeated ids', async () => {
    const logits = random.normal([4, 64], 2);
    const history = [40, 0, 3, 200].map((length) => Array.from(random.ids([length], 64).data));
    for (const penalty of [0.3, -1, 4]) {
      const { y } = await run.applyFrequencyPenalty({ logits, history, penalty });
      const expected = mapArray(logits, (value, i) => {
        const count = history[Math.floor(i / 64)]!.filter((id) => id === i % 64).length;
        return value - penalty * count;
      });
      expectClose(y, expected, ew, `logits, penalty ${penalty}`);
    }
  });

  test('one row does not pay for another', async () => {
    const history = [[0, 0], [1], []];
    const { y } = await run.applyFrequencyPenalty({
      logits: f32([3, 2], [0, 0, 0, 0, 0, 0]),
      history,
      penalty: 1,
    });
    expectClose(y, f32([3, 2], [-2, 0, 0, -1, 0, 0]), ew, 'logits');
  });

  test('a penalty of 0 changes nothing', async () => {
    const logits = random.normal([2, 64]);
    const history = [[1, 2, 3], [4]];
    expectClose(
      (await run.applyFrequencyPenalty({ logits, history, penalty: 0 })).y,
      logits,
      { rtol: 0, atol: 0 },
      'logits',
    );
  });

  test('ids that are not in the vocabulary: a RangeError', async () => {
    const logits = f32([1, 3], [0, 0, 0]);
    for (const id of [3, 70, -1]) {
      const call = run.applyFrequencyPenalty({ logits, history: [[0, id]], penalty: 1 });
      await expectError(call, 'RangeError', String(id));
    }
  });
});
