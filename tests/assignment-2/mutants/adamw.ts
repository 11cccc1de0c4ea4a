import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/adamw.ts';

export default defineMutants('adamw', [
  {
    name: 'coupled-decay',
    mistake: 'adds the decay to the gradient, as L2 regularization',
    edits: [
      {
        file,
        find: '    const t = ++slot.t;',
        replace: `    const t = ++slot.t;
    grad = grad.add(param.mul(weightDecay));`,
      },
      { file, find: 'param.mul(1 - lr * weightDecay)', replace: 'param' },
    ],
  },
  {
    name: 'decay-without-lr',
    mistake: 'decays by λ instead of lr·λ',
    edits: [{ file, find: 'param.mul(1 - lr * weightDecay)', replace: 'param.mul(1 - weightDecay)' }],
  },
  {
    name: 'no-bias-correction',
    mistake: 'leaves the bias correction out',
    edits: [
      { file, find: 'm.div(1 - beta1 ** t)', replace: 'm.div(1)' },
      { file, find: 'v.div(1 - beta2 ** t)', replace: 'v.div(t / t)' },
    ],
  },
  {
    name: 't-from-0',
    mistake: 'corrects with t − 1 from the second step on',
    edits: [{ file, find: 'const t = ++slot.t;', replace: 'const t = Math.max(1, slot.t++);' }],
  },
  {
    name: 'eps-inside',
    mistake: 'adds ε under the root',
    edits: [{ file, find: 'vHat.sqrt().add(this.#eps)', replace: 'vHat.add(this.#eps).sqrt()' }],
  },
  {
    name: 'shared-state',
    mistake: 'counts steps of the optimizer, not of the parameter',
    edits: [
      {
        file,
        find: 'const t = ++slot.t;',
        replace: 'const t = Math.max(...this.#slots.map((one) => one.t), ++slot.t);',
      },
    ],
  },
  {
    name: 'decays-without-gradient',
    mistake: 'decays parameters without a gradient',
    edits: [
      {
        file,
        find: '      noGrad(() => {',
        replace: `      noGrad(() => {
        for (const { param, group } of this.#slots) {
          if (param.grad === null) param.assign(param.mul(1 - this.lr * (group.weightDecay ?? this.#weightDecay)));
        }`,
      },
    ],
  },
  {
    name: 'keeps-moments',
    mistake: 'keeps the moments of all steps',
    edits: [
      {
        file,
        find: `    scope(() =>
      noGrad(() => {`,
        replace: `    [0].map(() =>
      noGrad(() => {
        history.push(...updated.map(({ m }) => m.mul(1)));
        submit(...history);`,
      },
      {
        file,
        find: 'import { noGrad, type Parameter, scope, submit, type Tensor, zeros }',
        replace: 'import { noGrad, type Parameter, submit, type Tensor, zeros }',
      },
      {
        file,
        find: 'interface Slot {',
        replace: `const history: Tensor[] = [];

interface Slot {`,
      },
    ],
  },
  {
    name: 'corrected-decay',
    mistake: 'decays with the rate of the bias correction',
    edits: [{ file, find: '1 - lr * weightDecay', replace: '1 - (lr / (1 - beta1 ** t)) * weightDecay' }],
  },
]);
