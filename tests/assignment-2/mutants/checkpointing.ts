import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/checkpoint.ts';

export default defineMutants('checkpointing', [
  {
    name: 'moments-forgotten',
    mistake: 'does not load the moments',
    edits: [{ file, find: 'value(`optimizer.v.${name}`)', replace: 'value(`optimizer.v.${name}`).mul(0)' }],
  },
  {
    name: 't-forgotten',
    mistake: 'starts the bias correction again',
    edits: [
      {
        file,
        find: "const t = meta('t') as number[];",
        replace: "const t = (meta('t') as number[]).map(() => 0);",
      },
    ],
  },
  {
    name: 'step-forgotten',
    mistake: 'starts the data again',
    edits: [{ file, find: "step: meta('step') as number", replace: "step: (meta('step') as number) * 0" }],
  },
  {
    name: 'new-parameters',
    mistake: 'puts new parameters into the model',
    edits: [
      {
        file,
        find: '  model.loadStateDict(',
        replace: `  for (const [name, parameter] of model.namedParameters()) {
    const keys = name.split(".");
    const holder = keys.slice(0, -1).reduce<unknown>((one, key) => (one as Record<string, unknown>)[key], model);
    (holder as Record<string, unknown>)[keys.at(-1)!] = new Parameter(parameter.detach());
  }
  model.loadStateDict(`,
      },
      {
        file,
        find: 'import { type Module, realize, type Tensor, tensor }',
        replace: 'import { type Module, Parameter, realize, type Tensor, tensor }',
      },
      {
        file,
        find: `  const inOrder = optimizerNames(model, optimizer);
`,
        replace: '',
      },
      {
        file,
        find: '  model.loadStateDict(',
        replace: `  const inOrder = optimizerNames(model, optimizer);
  model.loadStateDict(`,
      },
    ],
  },
  {
    name: 'in-place',
    mistake: 'writes in place',
    edits: [
      {
        file,
        find: '  const meta = { step, config, rng, t: optimizer.stateDict().t };',
        replace: `  await writeFile(path, '');
  const meta = { step, config, rng, t: optimizer.stateDict().t };`,
      },
      {
        file,
        find: 'import { type Module,',
        replace: `import { writeFile } from 'node:fs/promises';
import { type Module,`,
      },
    ],
  },
  {
    name: 'loads-what-fits',
    mistake: 'loads what fits and ignores the rest',
    edits: [
      {
        file,
        find: 'if (unknown !== undefined) throw',
        replace: "if (unknown !== undefined && unknown === '') throw",
      },
    ],
  },
]);
