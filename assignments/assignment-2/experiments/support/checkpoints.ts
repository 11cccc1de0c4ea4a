/** Trained models of other experiments. */
import { AdamW, loadCheckpoint, TransformerLM, type TransformerConfig } from '#submission';
import { finishedStep } from '@dawnbook/lab';
import { join } from 'node:path';
import { runName } from './implementation.ts';

export interface TrainedModel {
  readonly model: TransformerLM;
  /** The settings of its run. */
  readonly config: { readonly model: TransformerConfig };
}

/** A model from a checkpoint, with the configuration that the checkpoint holds. */
export async function modelFrom(checkpoint: string, config: TransformerConfig): Promise<TrainedModel> {
  const model = new TransformerLM(config);
  const loaded = await loadCheckpoint(checkpoint, { model, optimizer: new AdamW(model.parameters()) });
  return { model, config: loaded.config as { model: TransformerConfig } };
}

/** @throws Error that says what to run, if the experiment has not finished that step */
export async function trainedModel(experiment: string, step: string): Promise<TrainedModel> {
  const finished = await finishedStep(runName(experiment), step);
  if (finished === undefined) {
    throw new Error(
      `there is no finished run '${step}' of ${experiment}: pnpm experiment ${experiment} makes it`,
    );
  }
  const { settings } = (finished.result as { settings?: { model: TransformerConfig } }) ?? {};
  if (settings === undefined) throw new Error(`${finished.folder} does not say which model it is`);
  return modelFrom(join(finished.folder, 'checkpoint.safetensors'), settings.model);
}
