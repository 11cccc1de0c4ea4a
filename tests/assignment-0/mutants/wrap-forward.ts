import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/wrap-forward.ts';

export default defineMutants('wrap-forward', [
  {
    name: 'parents-as-a-set',
    mistake: 'notes each parent once',
    edits: [
      {
        file,
        find: '      parents.set(i, value);',
        replace: '      if (!parents.values().some((parent) => parent === value)) parents.set(i, value);',
      },
    ],
  },
  {
    name: 'recipe-always',
    mistake: 'keeps a recipe where nothing requires a gradient',
    edits: [
      {
        file,
        find: 'if (!requiresGrad) return new Tensor(out);',
        replace: 'if (!requiresGrad && !isDifferentiable) return new Tensor(out);',
      },
    ],
  },
  {
    name: 'drops-options',
    mistake: 'leaves the options out of the recipe',
    edits: [
      {
        file,
        find: 'isOptions(values.at(-1)) ? (values.pop() as object) : {}',
        replace: 'isOptions(values.at(-1)) ? Object.assign(values.pop() as object, {}) && {} : {}',
      },
    ],
  },
  {
    name: 'aliases',
    mistake: 'lets the result share its numbers with an argument',
    edits: [
      {
        file,
        find: 'shared ? copy(result) : result',
        replace: 'shared && values.length > 9 ? copy(result) : result',
      },
    ],
  },
  {
    name: 'ignores-the-mode',
    mistake: 'records while recording is off',
    edits: [
      {
        file,
        find: '      gradMode.enabled && isDifferentiable &&',
        replace: '      (gradMode.enabled || true) && isDifferentiable &&',
      },
    ],
  },
]);
