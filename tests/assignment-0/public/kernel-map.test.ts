import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { build, vec } from '../support/nd.ts';

exercise('kernel-map', ({ test, run }) => {
  test('three values', async () => {
    const { out } = await run.addTen({ x: vec(-10, 0.5, 7) });
    expectSame(out, vec(0, 10.5, 17), 'result');
  });

  for (const length of [64, 100]) {
    test(`${length} values, in one dispatch`, async () => {
      const { out, dispatches } = await run.addTen({ x: build([length], ([i]) => i!) });
      expectSame(
        out,
        build([length], ([i]) => i! + 10),
        'result',
      );
      expectSame(dispatches, 1, 'dispatches');
    });
  }
});
