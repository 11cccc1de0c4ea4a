import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('module-linear', ({ test, run }) => {
  test('own parameters come before those of children', async () => {
    const { names, values } = await run.moduleParameters({ tree: 'order' });
    expectSame(
      names,
      [
        ['first', 1],
        ['second', 2],
        ['child.weight', 10],
        ['child.bias', 11],
      ],
      'names',
    );
    expectSame(values, [1, 2, 10, 11], 'parameters');
  });

  test('the shapes of a linear layer', async () => {
    const { weight, bias } = await run.linear({ inFeatures: 3, outFeatures: 2, seed: 1 });
    expectSame(weight.shape, [2, 3], 'shape of weight');
    expectSame(bias!.shape, [2], 'shape of bias');
  });

  test('a layer without a bias', async () => {
    const { bias, names } = await run.linear({ inFeatures: 3, outFeatures: 2, seed: 1, bias: false });
    expectSame([bias, names], [null, ['weight']], '[bias, names]');
  });
});
