import { expectClose } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { CLOSE, vec } from '../support/nd.ts';

exercise('forward-and-back', ({ test, run }) => {
  test('a = (1, 2, 3), b = (2, 3, 1), c = 10', async () => {
    const { da, db, dc } = await run.forwardAndBack({ a: vec(1, 2, 3), b: vec(2, 3, 1), c: vec(10) });
    expectClose(da, vec(1, 1 / 2, 1 / 3), CLOSE, 'da');
    expectClose(db, vec(1 / 2, 1 / 3, 1), CLOSE, 'db');
    expectClose(dc, vec(0.13028834), CLOSE, 'dc');
  });
});
