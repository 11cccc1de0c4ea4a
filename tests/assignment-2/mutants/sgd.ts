import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/sgd.ts';

export default defineMutants('sgd', [
  {
    name: 't-from-1',
    mistake: 'counts from 1',
    edits: [
      {
        file,
        find: '      own.map((param) => ({ param, lr, t: 0 })),',
        replace: '      own.map((param) => ({ param, lr, t: 1 })),',
      },
    ],
  },
  {
    name: 'shared-t',
    mistake: 'counts steps of the optimizer, not of the parameter',
    edits: [
      {
        file,
        find: `          slot.t++;
`,
        replace: '',
      },
      {
        file,
        find: '        submit(...updated.map(({ param }) => param));',
        replace: `        for (const slot of this.#slots) slot.t++;
        submit(...updated.map(({ param }) => param));`,
      },
    ],
  },
  {
    name: 'constant-rate',
    mistake: 'forgets the root',
    edits: [{ file, find: 'lr / Math.sqrt(t + 1)', replace: 'lr' }],
  },
  {
    name: 'state-forgotten',
    mistake: 'starts again from t = 0 after loading',
    edits: [{ file, find: 'slot.t = state.t[i]!;', replace: 'slot.t = state.t[i]! * 0;' }],
  },
  {
    name: 'keeps-everything',
    mistake: 'keeps the parameters of all steps',
    edits: [
      {
        file,
        find: '        submit(...updated',
        replace: `        for (const { param } of updated) history.push(param.detach().mul(2));
        submit(...history);
        submit(...updated`,
      },
      {
        file,
        find: `/**
 * Gradient descent`,
        replace: `const history: Tensor[] = [];

/**
 * Gradient descent`,
      },
      {
        file,
        find: 'import { noGrad, type Parameter, scope, submit }',
        replace: 'import { noGrad, type Parameter, submit, type Tensor }',
      },
      {
        file,
        find: `    scope(() =>
      noGrad(() => {`,
        replace: `    [0].map(() =>
      noGrad(() => {`,
      },
    ],
  },
]);
