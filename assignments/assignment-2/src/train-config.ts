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
