import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { CLOSE, vec } from '../support/nd.ts';

const a = { name: 'a', value: vec(1, 2) };
const b = { name: 'b', value: vec(3, 4) };

exercise('wrap-forward', ({ test, run }) => {
  test('log of a tensor', async () => {
    const { value, requiresGrad, isLeaf, recipe } = await run.wrapForward({
      fn: 'log',
      leaves: [a],
      in: ['a'],
    });
    expectClose(value, vec(0, Math.log(2)), CLOSE, 'value');
    expectSame([requiresGrad, isLeaf], [true, false], '[requiresGrad, isLeaf]');
    expectSame(recipe, { isFn: true, args: [vec(1, 2)], options: {}, parents: [[0, 'a']] }, 'recipe');
  });

  test('the product of two tensors has two parents', async () => {
    const { value, recipe } = await run.wrapForward({ fn: 'multiply', leaves: [a, b], in: ['a', 'b'] });
    expectSame(value, vec(3, 8), 'value');
    expectSame(
      recipe!.parents,
      [
        [0, 'a'],
        [1, 'b'],
      ],
      'parents',
    );
  });

  test('a number is an argument and no parent', async () => {
    const { value, recipe } = await run.wrapForward({ fn: 'multiply', leaves: [a], in: [5, 'a'] });
    expectSame(value, vec(5, 10), 'value');
    expectSame(recipe!.args, [5, vec(1, 2)], 'args');
    expectSame(recipe!.parents, [[1, 'a']], 'parents');
  });

  test('what is not differentiable is not recorded', async () => {
    const out = await run.wrapForward({ fn: 'eq', leaves: [a], in: ['a', 2], isDifferentiable: false });
    expectSame(out.value, vec(0, 1), 'value');
    expectSame([out.requiresGrad, out.recipe], [false, null], '[requiresGrad, recipe]');
  });
});
