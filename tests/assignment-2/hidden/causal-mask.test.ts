import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { bool, f32, mapArray, randomArrays } from '../support/arrays.ts';
import { gradientOf } from '../support/gradients.ts';

exercise('causal-mask', ({ test, run, seed }) => {
  test('all sizes up to six keys', async () => {
    for (let numKeys = 1; numKeys <= 6; numKeys++) {
      for (let numQueries = 1; numQueries <= numKeys; numQueries++) {
        // The queries are the last positions of the keys.
        const expected = Array.from({ length: numQueries }, (_, i) => {
          const position = numKeys - numQueries + i;
          return Array.from({ length: numKeys }, (_key, j) => j <= position);
        });
        const mask = await run.causalMask({ numQueries, numKeys });
        expectSame(mask, bool([numQueries, numKeys], expected.flat()), `mask ${numQueries} × ${numKeys}`);
      }
    }
  });

  test('one mask serves all leading axes of the scores', async () => {
    const random = randomArrays(seed);
    const scores = random.normal([2, 4, 3, 3]);
    const mask = bool([3, 3], [true, false, false, true, true, false, true, true, true]);
    const { y } = await run.applyMask({ scores, mask });
    const expected = mapArray(scores, (value, i) => (mask.data[i % 9] === 1 ? value : -1e30));
    expectClose(y, expected, { rtol: 1e-6, atol: 0 }, 'y');
  });

  test('the gradient is 1 where a key is allowed, and 0 elsewhere', async () => {
    const random = randomArrays(seed);
    const mask = bool([2, 3], [true, false, true, false, true, false]);
    const [scores, gradOut] = [random.normal([2, 2, 3]), random.normal([2, 2, 3])];
    const { grads } = await run.applyMask({ scores, mask, gradOut });
    const expected = mapArray(gradOut, (value, i) => (mask.data[i % 6] === 1 ? value : 0));
    expectClose(gradientOf(grads, 'scores'), expected, { rtol: 0, atol: 0 }, 'gradient of the scores');
  });

  test('what is masked lies below any score, whatever was there', async () => {
    const scores = f32([1, 4], [-1e20, 3e38, -3e38, 1e20]);
    const { y } = await run.applyMask({ scores, mask: bool([1, 4], [true, false, false, true]) });
    expectClose(y, f32([1, 4], [-1e20, -1e30, -1e30, 1e20]), { rtol: 1e-6, atol: 0 }, 'y');
  });

  test('the mask stays as it was', async () => {
    const mask = bool([1, 2], [true, false]);
    const result = await run.applyMask({ scores: f32([2, 1, 2], [1, 2, 3, 4]), mask });
    expectSame(result.mask, mask, 'mask');
  });

  test('more queries than keys are an error', async () => {
    await expectError(run.causalMask({ numQueries: 5, numKeys: 4 }), 'RangeError', '5', '4');
  });
});
