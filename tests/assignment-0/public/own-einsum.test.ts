import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { nd, vec } from '../support/nd.ts';

const x = nd([2, 2], [1, 2, 3, 4]);

exercise('own-einsum', ({ test, run }) => {
  test('a matrix product', async () => {
    const product = await run.array({ fn: 'einsum', args: ['i j, j k -> i k', x, nd([2, 1], [10, 1])] });
    expectSame(product, nd([2, 1], [12, 34]), 'product');
  });

  test('a diagonal and its sum', async () => {
    expectSame(await run.array({ fn: 'einsum', args: ['i i -> i', x] }), vec(1, 4), 'diagonal');
    expectSame(await run.array({ fn: 'einsum', args: ['i i ->', x] }), nd([], [5]), 'trace');
  });

  test('two lengths for one name are an error with both', async () => {
    await expectError(
      run.array({ fn: 'einsum', args: ['i, i ->', vec(1, 2), vec(1, 2, 3)] }),
      'RangeError',
      '2',
      '3',
    );
  });
});
