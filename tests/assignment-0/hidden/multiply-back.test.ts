import { expectClose } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { binaryCases, checkBinary } from '../support/binary-gradients.ts';
import { build, CLOSE, coarse, type Nd, vec } from '../support/nd.ts';

exercise('multiply-back', ({ test, run }) => {
  const both = async (
    { gradOut, x, y }: { gradOut: Nd; x: Nd | number; y: Nd | number },
    out: Nd,
  ): Promise<[Nd, Nd]> => [
    await run.array({ fn: 'multiplyBack0', args: [gradOut, out, x, y] }),
    await run.array({ fn: 'multiplyBack1', args: [gradOut, out, x, y] }),
  ];

  test('100 random broadcasts, numbers on either side, against differences', async () => {
    await checkBinary(fc.sample(binaryCases(), 100), (a, b) => a * b, both);
  });

  test('zeros among the factors', async () => {
    await checkBinary(fc.sample(binaryCases(coarse(-1, 1)), 40), (a, b) => a * b, both);
    const [gradX, gradY] = await both({ gradOut: vec(1, 1), x: vec(0, 2), y: vec(3, 0) }, vec(0, 0));
    expectClose(gradX, vec(3, 0), CLOSE, 'gradient of x');
    expectClose(gradY, vec(0, 2), CLOSE, 'gradient of y');
  });

  test('out is not needed', async () => {
    const anything = (_one: unknown, out: Nd): Nd => build(out.shape, () => NaN);
    await checkBinary(
      fc.sample(binaryCases(), 20),
      (a, b) => a * b,
      (one, out) => both(one, anything(one, out)),
    );
  });
});
