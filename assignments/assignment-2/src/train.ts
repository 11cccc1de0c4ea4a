import { notImplemented } from '@dawnbook/grader';
import type { Evaluation } from './evaluate.ts';
import type { StepRecord } from './run-log.ts';
import type { TrainConfig } from './train-config.ts';

export interface TrainSummary {
  readonly reason: 'finished' | 'aborted';
  /** Steps done, those before a resumption included. */
  readonly steps: number;
  /** Mean training loss since the last record, or the last checkpoint if that came later. */
  readonly trainLoss: number;
  /** At the end; absent if the run was aborted. */
  readonly validation?: Evaluation;
  /** Path of the checkpoint. */
  readonly checkpoint: string;
}

export interface TrainOptions {
  /** When it aborts, the step is finished and a checkpoint written. */
  readonly signal?: AbortSignal;
  /** Called with each record, after it was written. */
  readonly onLog?: (record: StepRecord) => void;
}

/**
 * Trains a Transformer language model: AdamW, cosine schedule, clipping, evaluation, log and checkpoints. About 100 lines.
 * The same file is the command `node src/train.ts --config run.json --set lr=1e-2` (`import.meta.main` says so).
 *
 * Handout: README.md#training-loop
 *
 * @throws RangeError naming an unknown key of the configuration; Error with `not finite`, `step N` and the last checkpoint if
 * the loss or the gradient norm is not finite
 */
export function train(config: TrainConfig, options: TrainOptions = {}): Promise<TrainSummary> {
  throw notImplemented('training-loop');
}
