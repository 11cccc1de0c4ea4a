import type { TransformerConfig } from './transformer-config.ts';

/** A training run. Steps are counted from 0. */
export interface TrainConfig {
  readonly model: TransformerConfig;
  /** Token files. */
  readonly trainData: string;
  readonly validationData: string;
  readonly batchSize: number;
  /** Length of the training windows; the model's, if not given. */
  readonly contextLength?: number;
  readonly maxSteps: number;
  /** The rate at the end of the warm-up; it falls to `minLr` along a cosine until `maxSteps`. */
  readonly lr: number;
  readonly minLr: number;
  readonly warmupSteps: number;
  /** [0.9, 0.95] if not given. */
  readonly betas?: readonly [number, number];
  /** 1e-8 if not given. */
  readonly eps?: number;
  /** 0.1 if not given. */
  readonly weightDecay?: number;
  /** Whether gains (parameters with one axis) decay too; true if not given. */
  readonly decayGains?: boolean;
  /** 1 if not given; null does not clip. */
  readonly maxGradNorm?: number | null;
  /** Steps between evaluations, and windows of each; at the end there is always one. */
  readonly evalEvery: number;
  /** 64 if not given. */
  readonly evalWindows?: number;
  /** Steps between records: one read each. */
  readonly logEvery: number;
  readonly checkpointEvery: number;
  readonly seed: number;
  /** Folder of log and checkpoint. */
  readonly outDir: string;
  /** Goes on from the checkpoint in `outDir`, if there is one. */
  readonly resume?: boolean;
}

const DEFAULTS = {
  betas: [0.9, 0.95],
  eps: 1e-8,
  weightDecay: 0.1,
  decayGains: true,
  maxGradNorm: 1,
  evalWindows: 64,
  resume: false,
} as const;

const REQUIRED = [
  'model',
  'trainData',
  'validationData',
  'batchSize',
  'maxSteps',
  'lr',
  'minLr',
  'warmupSteps',
  'evalEvery',
  'logEvery',
  'checkpointEvery',
  'seed',
  'outDir',
] as const;

/** A configuration in which nothing is left open. */
export type FullTrainConfig = Required<TrainConfig>;

/**
 * Fills in what is not given.
 *
 * @throws RangeError naming a key that is unknown or missing
 */
export function completeConfig(config: TrainConfig): FullTrainConfig {
  const known = [...REQUIRED, ...Object.keys(DEFAULTS), 'contextLength'];
  const unknown = Object.keys(config).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new RangeError(`train: there is no configuration key '${unknown}'; keys are ${known.join(', ')}`);
  }
  const missing = REQUIRED.find((key) => config[key] === undefined);
  if (missing !== undefined) throw new RangeError(`train: the configuration does not say '${missing}'`);
  return { ...DEFAULTS, contextLength: config.model.contextLength, ...config };
}

/**
 * Changes one value of a configuration: `lr=1e-2`, `model.dModel=64`. What is not JSON is text.
 *
 * @throws RangeError if there is no `=`
 */
export function setOption(config: Record<string, unknown>, assignment: string): void {
  const [, path, text] = /^([^=]+)=(.*)$/s.exec(assignment) ?? [];
  if (path === undefined || text === undefined)
    throw new RangeError(`--set ${assignment}: write --set key=value`);
  const keys = path.split('.');
  let target = config;
  for (const key of keys.slice(0, -1)) target = (target[key] ??= {}) as Record<string, unknown>;
  target[keys.at(-1)!] = parseValue(text);
}

function parseValue(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}
