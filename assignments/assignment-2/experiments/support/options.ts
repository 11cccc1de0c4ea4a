/** What can be said on the command line of every experiment. */
import { parseArgs } from 'node:util';
import { CONFIGS, type ConfigName } from './configs.ts';

export interface Options {
  /** 100 steps each. */
  readonly quick: boolean;
  /** Everything with so many seeds. */
  readonly seeds: number;
  /** Tokens of the course's tokenizer, also where yours are there. */
  readonly referenceTokenizer: boolean;
  /** What takes longest, too. */
  readonly full: boolean;
  /** Size of the model; that of the experiment, if not given. */
  readonly model: ConfigName | undefined;
  /** A file with a configuration. */
  readonly config: string | undefined;
  readonly positionals: readonly string[];
}

/** @throws RangeError naming what is not known */
export function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      seeds: { type: 'string', default: '1' },
      'reference-tokenizer': { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      model: { type: 'string' },
      scale: { type: 'string' },
      config: { type: 'string' },
    },
  });
  const seeds = Number(values.seeds);
  if (!Number.isInteger(seeds) || seeds < 1) throw new RangeError(`--seeds is ${values.seeds}; say how many`);
  const model = values.scale ?? values.model;
  if (model !== undefined && !Object.hasOwn(CONFIGS, model)) {
    throw new RangeError(`--model is ${model}; there are: ${Object.keys(CONFIGS).join(', ')}`);
  }
  return {
    quick: values.quick,
    seeds,
    referenceTokenizer: values['reference-tokenizer'],
    full: values.full,
    model: model as ConfigName | undefined,
    config: values.config,
    positionals,
  };
}
