import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { vec } from '../support/nd.ts';

const a = { name: 'a', value: vec(1, 2) };
const b = { name: 'b', value: vec(3, 4) };
const constant = { name: 'c', value: vec(5, 6), requiresGrad: false };

exercise('wrap-forward', ({ test, run }) => {
  test('nothing that requires a gradient: no recipe', async () => {
    const out = await run.wrapForward({ fn: 'multiply', leaves: [constant], in: ['c', 2] });
    expectSame(out.value, vec(10, 12), 'value');
    expectSame(
      [out.requiresGrad, out.isLeaf, out.recipe],
      [false, true, null],
      '[requiresGrad, isLeaf, recipe]',
    );
  });

  test('one argument that requires a gradient is enough, in any place', async () => {
    for (const inputs of [
      ['a', 'c'],
      ['c', 'a'],
    ]) {
      const { requiresGrad, recipe } = await run.wrapForward({
        fn: 'multiply',
        leaves: [a, constant],
        in: inputs,
      });
      expectSame(requiresGrad, true, 'requiresGrad');
      // Also what requires none is a parent.
      expectSame(
        recipe!.parents,
        [
          [0, inputs[0]],
          [1, inputs[1]],
        ],
        'parents',
      );
    }
  });

  test('the same tensor twice is two parents', async () => {
    const { value, recipe } = await run.wrapForward({ fn: 'multiply', leaves: [a, b], in: ['a', 'a'] });
    expectSame(value, vec(1, 4), 'value');
    expectSame(
      recipe!.parents,
      [
        [0, 'a'],
        [1, 'a'],
      ],
      'parents',
    );
    expectSame(recipe!.args, [vec(1, 2), vec(1, 2)], 'args');
  });

  test('options reach the function and the recipe', async () => {
    const { value, recipe } = await run.wrapForward({
      fn: 'optional',
      leaves: [a],
      in: ['a'],
      options: { factor: 10, offset: 1 },
    });
    expectSame(value, vec(11, 21), 'value');
    expectSame(recipe!.options, { factor: 10, offset: 1 }, 'options');
    expectSame(recipe!.args, [vec(1, 2)], 'args');
  });

  test('without options there are none in the recipe', async () => {
    const { value, recipe } = await run.wrapForward({ fn: 'optional', leaves: [a], in: ['a'] });
    expectSame(value, vec(1, 2), 'value');
    expectSame(recipe!.options, {}, 'options');
  });

  test('nothing is recorded while recording is off', async () => {
    const out = await run.wrapForward({ fn: 'log', leaves: [a], in: ['a'], recording: false });
    expectSame([out.requiresGrad, out.recipe], [false, null], '[requiresGrad, recipe]');
  });

  test('what is not differentiable is not recorded, whatever its arguments', async () => {
    const out = await run.wrapForward({ fn: 'eq', leaves: [a, b], in: ['a', 'b'], isDifferentiable: false });
    expectSame([out.requiresGrad, out.recipe], [false, null], '[requiresGrad, recipe]');
  });

  test('the result shares its numbers with no argument', async () => {
    for (const leaf of [a, constant]) {
      const { value, sharesInput } = await run.wrapForward({ fn: 'same', leaves: [leaf], in: [leaf.name] });
      expectSame(value, leaf.value, 'value');
      expectSame(sharesInput, false, 'shares its data with the argument');
    }
  });
});
