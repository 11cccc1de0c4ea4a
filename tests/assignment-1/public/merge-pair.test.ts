import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('merge-pair', ({ test, run }) => {
  test('a pair that does not occur changes nothing', async () => {
    expectSame(await run.mergePair({ ids: [1, 2, 3], left: 1, right: 3, merged: 9 }), [1, 2, 3], 'ids');
  });

  test('one occurrence becomes one id', async () => {
    expectSame(await run.mergePair({ ids: [1, 2, 3], left: 1, right: 2, merged: 9 }), [9, 3], 'ids');
  });

  test('two occurrences are both merged', async () => {
    expectSame(await run.mergePair({ ids: [1, 2, 3, 1, 2], left: 1, right: 2, merged: 9 }), [9, 3, 9], 'ids');
  });

  test('a run of three is merged from the left', async () => {
    expectSame(await run.mergePair({ ids: [1, 1, 1], left: 1, right: 1, merged: 9 }), [9, 1], 'ids');
  });
});
