import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { vec } from '../support/nd.ts';

exercise('no-grad-in-place', ({ test, run }) => {
  const by = vec(1, 1, 1);

  test('the mode is as it was, also after an error, which goes on', async () => {
    expectSame(
      await run.noGradModes({}),
      {
        before: true,
        returnsTheResult: true,
        inside: false,
        nested: false,
        afterNested: false,
        after: true,
        rethrows: true,
        afterThrow: true,
      },
      'what was recorded',
    );
  });

  test('an async function is refused, and the mode is back', async () => {
    await expectError(run.noGradAsync({}), 'TypeError');
  });

  test('changing what a graph has saved makes backward fail, and it says why', async () => {
    await expectError(run.inPlace({ change: 'w', by }), 'Error', /in.place|changed/i);
  });

  test('so does a change through another tensor on the same numbers', async () => {
    await expectError(run.inPlace({ change: 'view', by }), 'Error', /in.place|changed/i);
  });

  test('a tensor that no graph has saved may change', async () => {
    const { changed, grad } = await run.inPlace({ change: 'unrelated', by });
    expectSame(changed, vec(8, 9, 10), 'the changed tensor');
    expectSame(grad, vec(4, 5, 6), 'gradient of x');
    const outside = await run.inPlace({ change: 'unrelated', by, noGrad: false });
    expectSame(outside.changed, vec(8, 9, 10), 'the tensor that was changed outside of noGrad');
  });

  test('a leaf that requires a gradient may change within noGrad, and only there', async () => {
    const { changed, grad } = await run.inPlace({ change: 'x', by, beforeUse: true });
    expectSame(changed, vec(2, 3, 4), 'x');
    expectSame(grad, vec(4, 5, 6), 'gradient of x');
    await expectError(
      run.inPlace({ change: 'x', by, beforeUse: true, noGrad: false }),
      'Error',
      /noGrad|gradient/,
    );
  });

  test('another shape is an error', async () => {
    await expectError(run.inPlace({ change: 'unrelated', by: vec(1) }), 'RangeError', '3', '1');
  });
});
