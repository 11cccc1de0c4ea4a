import { expectClose, expectError, randomSource } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('tokenizer-throughput', ({ test, run, seed }) => {
  test('the Pile has 825 GB', async () => {
    const random = randomSource(seed);
    expectClose(
      await run.pileHours({ bytesPerSecond: 10e6 }),
      22.916666666666668,
      { rtol: 1e-9, atol: 0 },
      'hours',
    );
    for (let i = 0; i < 50; i++) {
      const seconds = random.int(1, 1e8);
      const hours = await run.pileHours({ bytesPerSecond: 825e9 / seconds });
      expectClose(hours, seconds / 3600, { rtol: 1e-9, atol: 0 }, 'hours');
    }
  });

  test('a rate that is not positive is refused', async () => {
    await expectError(run.pileHours({ bytesPerSecond: 0 }), 'RangeError');
    await expectError(run.pileHours({ bytesPerSecond: -5 }), 'RangeError');
  });
});
