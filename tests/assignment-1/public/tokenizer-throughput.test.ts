import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('tokenizer-throughput', ({ test, run }) => {
  test('at 10 MB/s the Pile takes almost 23 hours', async () => {
    expectClose(await run.pileHours({ bytesPerSecond: 10e6 }), 22.92, { rtol: 0, atol: 0.005 }, 'hours');
  });
});
