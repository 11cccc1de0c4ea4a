import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/train.ts';

export default defineMutants('training-loop', [
  {
    name: 'no-zero-grad',
    mistake: 'never drops the gradients',
    edits: [
      {
        file,
        find: `        optimizer.zeroGrad();
`,
        replace: '',
      },
    ],
  },
  {
    name: 'clips-after-step',
    mistake: 'clips after the optimizer has used the gradients',
    edits: [
      {
        file,
        find: `        gradNorm.assign(clipGradNorm(model.parameters(), config.maxGradNorm ?? NO_CLIPPING));
        optimizer.step();`,
        replace: `        optimizer.step();
        gradNorm.assign(clipGradNorm(model.parameters(), config.maxGradNorm ?? NO_CLIPPING));`,
      },
    ],
  },
  {
    name: 'schedule-late',
    mistake: 'uses the rate of the step before',
    edits: [
      {
        file,
        find: 'cosineSchedule(step, schedule)',
        replace: 'cosineSchedule(Math.max(0, step - 1), schedule)',
      },
    ],
  },
  {
    name: 'validates-on-training-data',
    mistake: 'validates on the training data',
    edits: [
      { file, find: 'evaluate(model, validation, {', replace: 'evaluate(model, training, {' },
      {
        file,
        find: `  validation: TokenSource,
  { signal`,
        replace: `  _validation: TokenSource,
  { signal`,
      },
    ],
  },
  {
    name: 'reads-every-step',
    mistake: 'reads the loss at each step',
    edits: [
      {
        file,
        find: '      unread++;',
        replace: `      unread++;
      await lossSum.item();`,
      },
    ],
  },
  {
    name: 'data-starts-again',
    mistake: 'draws the batches of a resumed run from the beginning',
    edits: [
      {
        file,
        find: `seed, step });
      using`,
        replace: `seed, step: drawn++ });
      using`,
      },
      {
        file,
        find: '    let evaluation: Evaluation | undefined;',
        replace: `    let drawn = 0;
    let evaluation: Evaluation | undefined;`,
      },
    ],
  },
  {
    name: 'keeps-graphs',
    mistake: 'keeps all that a step has made',
    edits: [
      {
        file,
        find: `      scope(() => {
        const loss`,
        replace: `      [0].forEach(() => {
        const loss`,
      },
      {
        file,
        find: 'lossSum.assign(lossSum.add(loss.detach()));',
        replace: `lossSum.assign(lossSum.add(loss.detach()));
        kept.push(...model.parameters().map((param) => param.mul(1)));
        submit(...kept);`,
      },
      {
        file,
        find: 'import { scope, stack, submit, zeros }',
        replace: 'import { stack, submit, type Tensor, zeros }',
      },
      {
        file,
        find: '/** The largest norm',
        replace: `const kept: Tensor[] = [];

/** The largest norm`,
      },
    ],
  },
  {
    name: 'decays-gains',
    mistake: 'decays gains whatever the configuration says',
    edits: [{ file, find: 'decayGains || param.rank > 1', replace: 'decayGains || param.rank > 0' }],
  },
  {
    name: 'checkpoints-nan',
    mistake: 'goes on when the loss is not finite',
    edits: [{ file, find: 'if (!Number.isFinite(sum! + norm!))', replace: 'if (sum! + norm! === 1e300)' }],
  },
]);
