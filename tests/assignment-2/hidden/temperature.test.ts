import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, mapArray, plain, randomArrays, widen } from '../support/arrays.ts';
import { rows64, softmaxRow } from '../support/float64.ts';
import { ew } from '../support/tolerances.ts';

exercise('temperature', ({ test, run, seed }) => {
  const logits = randomArrays(seed).normal([4, 64], 3);

  test('a batch of random logits', async () => {
    for (const temperature of [0.1, 0.7, 1.3, 10]) {
      const { y } = await run.applyTemperature({ logits, temperature });
      expectClose(
        y,
        mapArray(logits, (value) => value / temperature),
        ew,
        `logits at temperature ${temperature}`,
      );
    }
  });

  test('very cold: finite through softmax, all on the largest', async () => {
    const { y } = await run.applyTemperature({ logits, temperature: 1e-3 });
    const probs = rows64(widen(y), softmaxRow);
    const largest = rows64(widen(logits), (row) => row.map((value) => (value === Math.max(...row) ? 1 : 0)));
    expectClose(plain(probs), plain(largest), { rtol: 0, atol: 0.01 }, 'probabilities');
  });

  test('very hot: nearly flat', async () => {
    const { y } = await run.applyTemperature({ logits, temperature: 1e3 });
    const probs = rows64(widen(y), softmaxRow);
    expectClose(
      plain(probs),
      f32([4, 64], Array(256).fill(1 / 64)),
      { rtol: 0.05, atol: 0 },
      'probabilities',
    );
  });

  test('the largest stays the largest', async () => {
    const { y } = await run.applyTemperature({ logits, temperature: 3 });
    const place = (values: ArrayLike<number>) => Array.from(values).indexOf(Math.max(...Array.from(values)));
    for (let row = 0; row < 4; row++) {
      const [before, after] = [logits, y].map(({ data }) => place(data.slice(64 * row, 64 * row + 64)));
      expectSame(after, before, `place of the largest logit of row ${row}`);
    }
  });

  test('a temperature that is not positive: a RangeError', async () => {
    for (const temperature of [0, -1]) {
      await expectError(run.applyTemperature({ logits, temperature }), 'RangeError', String(temperature));
    }
  });
});
