import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { vec } from '../support/nd.ts';

exercise('no-grad-in-place', ({ test, run }) => {
  test('off inside, and on again after it', async () => {
    const seen = await run.noGradModes({});
    expectSame(
      [seen['before'], seen['inside'], seen['after'], seen['returnsTheResult']],
      [true, false, true, true],
      '[before, inside, after, returnsTheResult]',
    );
  });

  test('nested', async () => {
    const seen = await run.noGradModes({});
    expectSame([seen['nested'], seen['afterNested']], [false, false], '[nested, afterNested]');
  });

  test('a change before the use does no harm', async () => {
    const { changed, grad } = await run.inPlace({ change: 'w', by: vec(10, 10, 10), beforeUse: true });
    expectSame(changed, vec(14, 15, 16), 'w');
    expectSame(grad, vec(14, 15, 16), 'gradient of x');
  });
});
