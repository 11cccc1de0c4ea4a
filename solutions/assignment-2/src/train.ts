import { scope, stack, submit, zeros } from '@dawnbook/tensor';
import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AdamW } from './adamw.ts';
import { loadCheckpoint, saveCheckpoint } from './checkpoint.ts';
import { clipGradNorm } from './clip-grad-norm.ts';
import { cosineSchedule } from './cosine-schedule.ts';
import { crossEntropy } from './cross-entropy.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import { getBatch } from './get-batch.ts';
import { RunLog, type StepRecord } from './run-log.ts';
import { TokenSource } from './token-source.ts';
import { completeConfig, type FullTrainConfig, setOption, type TrainConfig } from './train-config.ts';
import { TransformerLM } from './transformer-lm.ts';

export interface TrainSummary {
  readonly reason: 'finished' | 'aborted';
  /** Steps done, those before a resumption included. */
  readonly steps: number;
  /** Mean training loss since the last record; NaN if there was nothing left to do. */
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

/** The largest norm of gradients of f32 is below it. */
const NO_CLIPPING = 1e30;

/**
 * Trains a Transformer language model: AdamW, cosine schedule, clipping, evaluation, log and checkpoints.
 *
 * @throws RangeError naming an unknown key of the configuration; Error naming step and last checkpoint if the loss is not
 * finite
 */
export async function train(config: TrainConfig, options: TrainOptions = {}): Promise<TrainSummary> {
  const full = completeConfig(config);
  const training = await TokenSource.open(full.trainData);
  try {
    const validation = await TokenSource.open(full.validationData);
    try {
      return await runSteps(full, training, validation, options);
    } finally {
      await validation.close();
    }
  } finally {
    await training.close();
  }
}

async function runSteps(
  config: FullTrainConfig,
  training: TokenSource,
  validation: TokenSource,
  { signal, onLog }: TrainOptions,
): Promise<TrainSummary> {
  const { batchSize, contextLength, maxSteps, seed, outDir } = config;
  const model = new TransformerLM({ seed, ...config.model });
  const optimizer = newOptimizer(model, config);
  const checkpoint = join(outDir, 'checkpoint.safetensors');
  await mkdir(outDir, { recursive: true });
  const resumed = config.resume && existsSync(checkpoint);
  let step = resumed ? (await loadCheckpoint(checkpoint, { model, optimizer })).step : 0;
  let savedAt: number | undefined = resumed ? step : undefined;
  const log = new RunLog(outDir, { ...config }, { resumeAt: step });

  const schedule = {
    maxLr: config.lr,
    minLr: config.minLr,
    warmupSteps: config.warmupSteps,
    cosineSteps: maxSteps,
  };
  using lossSum = zeros([]); // since the last record, on the device
  using gradNorm = zeros([]);
  let unread = 0;
  let trainLoss = Number.NaN;

  /** Reads what has been summed up: the one place where training waits for the device. */
  const readLoss = async (lastStep: number): Promise<{ trainLoss: number; gradNorm: number }> => {
    using both = stack([lossSum, gradNorm]);
    const [sum, norm] = (await both.data()) as Float32Array;
    if (!Number.isFinite(sum! + norm!)) {
      const last =
        savedAt === undefined ? 'there is no checkpoint yet' : `the last checkpoint is of step ${savedAt}`;
      throw new Error(
        `train: the loss or its gradient is not finite (${sum}, norm ${norm}) in step ${lastStep} or one of the ` +
          `${unread - 1} before it; ${last}. Try a smaller learning rate`,
      );
    }
    trainLoss = sum! / unread;
    lossSum.assign(zeros([]));
    unread = 0;
    return { trainLoss, gradNorm: norm! };
  };
  const save = async (): Promise<void> => {
    if (unread > 0) await readLoss(step - 1); // nothing that is not finite is saved
    await saveCheckpoint(checkpoint, { model, optimizer, step, config, rng: { seed } });
    savedAt = step;
  };
  const validate = (): Promise<Evaluation> =>
    evaluate(model, validation, { batchSize, contextLength, maxWindows: config.evalWindows });

  try {
    let evaluation: Evaluation | undefined;
    while (step < maxSteps) {
      if (signal?.aborted) break;
      optimizer.lr = cosineSchedule(step, schedule);
      const batch = await getBatch(training, { batchSize, contextLength, seed, step });
      using inputs = batch.inputs;
      using targets = batch.targets;
      scope(() => {
        const loss = crossEntropy(model.forward(inputs), targets);
        loss.backward();
        gradNorm.assign(clipGradNorm(model.parameters(), config.maxGradNorm ?? NO_CLIPPING));
        optimizer.step();
        optimizer.zeroGrad();
        lossSum.assign(lossSum.add(loss.detach()));
        submit(lossSum, gradNorm);
      });
      unread++;

      const isDue = (every: number): boolean => (step + 1) % every === 0 || step + 1 === maxSteps;
      const metrics = isDue(config.logEvery) ? await readLoss(step) : {};
      evaluation = isDue(config.evalEvery) ? await validate() : undefined;
      if (isDue(config.logEvery) || evaluation !== undefined) {
        const valLoss = evaluation === undefined ? {} : { valLoss: evaluation.loss };
        const record = { step, ...metrics, ...valLoss, lr: optimizer.lr };
        log.log(record);
        onLog?.(record);
      }
      step++;
      if (step % config.checkpointEvery === 0 && step < maxSteps) await save();
    }
    await save();
    const result = { steps: step, trainLoss, checkpoint };
    if (step < maxSteps) return { reason: 'aborted', ...result };
    return { reason: 'finished', ...result, validation: evaluation ?? (await validate()) };
  } finally {
    await log.close();
  }
}

/** Gains, the parameters with one axis, may be spared the decay. */
function newOptimizer(
  model: TransformerLM,
  { lr, betas, eps, weightDecay, decayGains }: FullTrainConfig,
): AdamW {
  const params = model.parameters();
  const decays = params.filter((param) => decayGains || param.rank > 1);
  const spared = params.filter((param) => !decays.includes(param));
  return new AdamW([{ params: decays }, { params: spared, weightDecay: 0 }], { lr, betas, eps, weightDecay });
}

/** `node src/train.ts --config run.json --set lr=1e-2 --set model.dModel=64` */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { config: { type: 'string' }, set: { type: 'string', multiple: true, default: [] } },
  });
  if (values.config === undefined) throw new RangeError('train: say which run, as in --config run.json');
  const config = JSON.parse(await readFile(values.config, 'utf8')) as Record<string, unknown>;
  for (const assignment of values.set) setOption(config, assignment);
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort());
  const summary = await train(config as unknown as TrainConfig, {
    signal: stop.signal,
    onLog: (record) => process.stdout.write(`${JSON.stringify(record)}\n`),
  });
  process.stdout.write(`${JSON.stringify(summary)}\n`);
}

if (import.meta.main) await main();
