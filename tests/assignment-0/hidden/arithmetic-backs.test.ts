import { expectClose } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { type BinaryCase, binaryCases, checkBinary } from '../support/binary-gradients.ts';
import { CLOSE, type Nd, vec } from '../support/nd.ts';

const OPS = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  divide: (a: number, b: number) => a / b,
} as const;

exercise('arithmetic-backs', ({ test, run }) => {
  const both =
    (op: keyof typeof OPS) =>
    async ({ gradOut, x, y }: BinaryCase, out: Nd): Promise<[Nd, Nd]> => [
      await run.array({ fn: `${op}Back0`, args: [gradOut, out, x, y] }),
      await run.array({ fn: `${op}Back1`, args: [gradOut, out, x, y] }),
    ];

  for (const op of ['add', 'subtract', 'divide'] as const) {
    test(`${op}: 60 random broadcasts, numbers on either side, against differences`, async () => {
      await checkBinary(fc.sample(binaryCases(), 60), OPS[op], both(op));
    });
  }

  test('division by values near 0', async () => {
    const [gradX, gradY] = await both('divide')(
      { gradOut: vec(1, 1), x: vec(1, -2), y: vec(2 ** -20, -(2 ** -20)) },
      vec(2 ** 20, 2 ** 21),
    );
    expectClose(gradX, vec(2 ** 20, -(2 ** 20)), CLOSE, 'gradient of x');
    expectClose(gradY, vec(-(2 ** 40), 2 ** 41), CLOSE, 'gradient of y');
  });
});
