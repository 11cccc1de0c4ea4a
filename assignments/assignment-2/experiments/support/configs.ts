/** The configurations of the handout's table. */
import type { TrainConfig, TransformerConfig } from '#submission';

export type ConfigName = 'nano' | 'small' | 'gpu';

/** All of a run but where it reads and writes. */
export type RunSettings = Omit<TrainConfig, 'trainData' | 'validationData' | 'outDir'>;

interface Size {
  readonly model: TransformerConfig;
  readonly batchSize: number;
  readonly maxSteps: number;
  readonly lr: number;
}

export const CONFIGS: Readonly<Record<ConfigName, Size>> = {
  nano: {
    model: { vocabSize: 512, contextLength: 32, dModel: 32, numLayers: 2, numHeads: 4, dFf: 88 },
    batchSize: 16,
    maxSteps: 300,
    lr: 1e-2,
  },
  small: {
    model: { vocabSize: 1024, contextLength: 64, dModel: 64, numLayers: 2, numHeads: 4, dFf: 192 },
    batchSize: 16,
    maxSteps: 300,
    lr: 1e-2,
  },
  gpu: {
    model: { vocabSize: 4096, contextLength: 256, dModel: 256, numLayers: 4, numHeads: 8, dFf: 704 },
    batchSize: 32,
    maxSteps: 3000,
    lr: 2e-3,
  },
};

/** What differs from the table. */
export interface Changes {
  readonly model?: Partial<TransformerConfig>;
  readonly batchSize?: number;
  readonly maxSteps?: number;
  readonly lr?: number;
  readonly maxGradNorm?: number | null;
  readonly seed?: number;
  readonly decayGains?: boolean;
}

/** A run of a size: warm-up over a tenth of the steps, a cosine down to a tenth of the rate. */
export function settings(size: ConfigName, changes: Changes = {}, quick = false): RunSettings {
  const { model, ...rest } = CONFIGS[size];
  const { model: modelChanges, ...others } = changes;
  const merged = { ...rest, seed: 0, ...others };
  const maxSteps = quick ? Math.min(100, merged.maxSteps) : merged.maxSteps;
  return {
    ...merged,
    model: { ...model, ...modelChanges },
    maxSteps,
    minLr: merged.lr / 10,
    warmupSteps: Math.round(maxSteps / 10),
    evalEvery: Math.max(1, Math.round(maxSteps / 6)),
    evalWindows: 64,
    logEvery: Math.max(1, Math.round(maxSteps / 60)),
    checkpointEvery: 100,
  };
}
