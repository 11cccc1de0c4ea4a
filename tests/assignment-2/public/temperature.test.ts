import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32 } from '../support/arrays.ts';
import { ew } from '../support/tolerances.ts';

exercise('temperature', ({ test, run }) => {
  const logits = f32([1, 3], [1, -2, 4]);

  test('a temperature of 1 changes nothing', async () => {
    expectClose((await run.applyTemperature({ logits, temperature: 1 })).y, logits, ew, 'logits');
  });

  test('a temperature of 0.5 doubles the logits', async () => {
    expectClose(
      (await run.applyTemperature({ logits, temperature: 0.5 })).y,
      f32([1, 3], [2, -4, 8]),
      ew,
      'logits',
    );
  });

  test('a temperature of 2 halves their distances', async () => {
    const { y } = await run.applyTemperature({ logits, temperature: 2 });
    expectClose(y.data[0]! - y.data[1]!, 1.5, ew, 'distance of the first two logits');
  });
});
