import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, CLOSE, shapes, vec } from '../support/nd.ts';

exercise('sgd-autograd', ({ test, run }) => {
  const one = [{ value: vec(1, 2), grad: vec(4, -8) }];

  test('several steps of random parameters', async () => {
    const param = shapes(2).chain((shape) => fc.record({ value: array(shape), grad: array(shape) }));
    for (const params of fc.sample(fc.array(param, { minLength: 1, maxLength: 4 }), 20)) {
      const { values, sameArrays, requireGrad, recipes } = await run.sgd({ params, lr: 0.125, steps: 3 });
      for (const [i, { value, grad }] of params.entries()) {
        const expected = {
          shape: value.shape,
          data: value.data.map((p, k) => p - 3 * 0.125 * grad.data[k]!),
        };
        expectClose(values[i]!, expected, CLOSE, `parameter ${i}`);
      }
      expectSame(sameArrays, true, 'the parameters are changed in place');
      expectSame([requireGrad, recipes], [true, 0], '[all require gradients, parameters with a recipe]');
    }
  });

  test('a parameter without a gradient stays as it is', async () => {
    const { values } = await run.sgd({ params: [{ value: vec(5), grad: null }, ...one], lr: 1 });
    expectSame(values, [vec(5), vec(-3, 10)], 'parameters');
  });

  test('gradients stay until zeroGrad, and recording goes on after a step', async () => {
    const { gradsLeft, recordsAfter } = await run.sgd({ params: one, lr: 1 });
    expectSame([gradsLeft, recordsAfter], [1, true], '[gradients left, recording after the step]');
  });

  test('a generator of parameters, for more than one step', async () => {
    const { values, gradsLeft } = await run.sgd({
      params: one,
      lr: 0.5,
      steps: 2,
      generator: true,
      zero: true,
    });
    expectSame(values, [vec(-3, 10)], 'parameters');
    expectSame(gradsLeft, 0, 'gradients left');
  });

  test('a learning rate of 0 changes nothing, a negative one is an error', async () => {
    expectClose((await run.sgd({ params: one, lr: 0 })).values[0]!, vec(1, 2), CLOSE, 'parameter');
    await expectError(run.sgd({ params: one, lr: -0.1 }), 'RangeError', '-0.1');
    await expectError(run.sgd({ params: one, lr: NaN }), 'RangeError', 'NaN');
  });
});
