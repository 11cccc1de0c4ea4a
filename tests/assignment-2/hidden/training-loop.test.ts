import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { markovChain } from '../support/markov.ts';
import { MICRO_TRAINING } from '../support/micro-training.ts';
import { npyFile } from '../support/npy.ts';

const exactly = { rtol: 0, atol: 0 };

exercise('training-loop', ({ test, run, seed }) => {
  const chain = markovChain(seed, 30_000, 3000);
  const data = { tokens: npyFile(chain.training), validation: npyFile(chain.validation) };
  const base = { ...MICRO_TRAINING, seed: Math.abs(seed), maxSteps: 10, evalEvery: 10 };
  let shared: ReturnType<typeof run.trainMicro> | undefined;
  /** What several tests compare with; it is run once, unless it fails. */
  const baseline = () =>
    (shared ??= run.trainMicro({ config: base, ...data }).catch((error: unknown) => {
      shared = undefined;
      throw error;
    }));
  const losses = (records: Record<string, number | string>[]) =>
    records.map(({ trainLoss }) => Number(trainLoss));

  test('on a Markov chain the loss comes near the entropy, and not below it; memory and reads stay bounded', async () => {
    const config = {
      ...base,
      maxSteps: 100,
      lr: 3e-2,
      minLr: 3e-3,
      warmupSteps: 10,
      evalEvery: 50,
      evalWindows: 128,
    };
    const { summaries, records, samples } = await run.trainMicro({ config, ...data });
    const loss = summaries[0]!.validationLoss!;
    expectAtMost(loss, 1.5, 'validation loss, where 1.280 is the entropy,');
    expectAtMost(-loss, -1.22, 'minus the validation loss, where 1.280 is the entropy,');
    // Logged are the steps that end each interval.
    const rates = records.map(({ step }) => {
      const t = Number(step);
      if (t < 10) return (3e-2 * t) / 10;
      return 3e-3 + 0.5 * (1 + Math.cos((Math.PI * (t - 10)) / 90)) * (3e-2 - 3e-3);
    });
    expectClose(
      records.map(({ lr }) => Number(lr)),
      rates,
      { rtol: 1e-9, atol: 0 },
      'rates',
    );
    const at = (step: number) => samples.find((sample) => sample.step === step)!;
    // At most: what earlier runs have left may be freed in between.
    expectAtMost(
      at(59).liveBytes,
      at(9).liveBytes,
      'live bytes after 60 steps, those after 10 being the limit,',
    );
    // From the first record to the last: 19 more records, and two evaluations.
    expectAtMost(samples.at(-1)!.reads - samples[0]!.reads, 19 + 2, 'reads from step 4 to step 99');
  });

  test('aborted and resumed: bit by bit the same as straight', async () => {
    const straight = await baseline();
    const resumed = await run.trainMicro({ config: base, ...data, abortAfter: 4 });
    expectSame(
      resumed.summaries.map(({ reason, steps }) => [reason, steps]),
      [
        ['aborted', 5],
        ['finished', 10],
      ],
      'reasons and steps',
    );
    expectSame(resumed.summaries[0]!.hasCheckpoint, true, 'whether the aborted run left a checkpoint');
    expectClose(losses(resumed.records), losses(straight.records), exactly, 'training losses');
    expectSame(
      resumed.summaries[1]!.validationLoss,
      straight.summaries[0]!.validationLoss,
      'validation loss',
    );
  });

  test('a loss that is not finite: an error with the step, and no checkpoint of NaN', async () => {
    const config = {
      ...base,
      lr: 1e6,
      minLr: 1e6,
      warmupSteps: 0,
      maxSteps: 40,
      logEvery: 1,
      weightDecay: 0.1,
    };
    const { error, hasCheckpoint, samples } = await run.trainMicro({ config, ...data });
    expectSame(/step \d+/.test(error), true, 'whether the error names the step', `error: ${error}`);
    expectSame(
      /checkpoint/.test(error),
      true,
      'whether the error speaks of the last good checkpoint',
      `error: ${error}`,
    );
    expectSame(hasCheckpoint, false, 'whether there is a checkpoint');
    const failed = Number(/step (\d+)/.exec(error)![1]);
    expectSame(failed, samples.length, 'the step that is named, where each step before it has a record,');
  });

  test('the same seed gives the same losses, another one others', async () => {
    const first = losses((await baseline()).records);
    const again = await run.trainMicro({ config: base, ...data });
    expectClose(losses(again.records), first, exactly, 'losses');
    const other = await run.trainMicro({ config: { ...base, seed: base.seed + 1 }, ...data });
    expectSame(losses(other.records).join() === first.join(), false, 'whether another seed gives the same');
  });

  test('validation does not change training', async () => {
    const often = await run.trainMicro({ config: { ...base, evalEvery: 5 }, ...data });
    expectClose(losses(often.records), losses((await baseline()).records), exactly, 'training losses');
    const validated = often.records.map((record) => 'valLoss' in record);
    expectSame(validated, [true, true], 'records with a validation loss, evalEvery 5');
  });

  test('validation looks at the validation file', async () => {
    const other = npyFile(chain.training.map((id) => (id + 1) % 32).slice(0, 3000));
    const own = await baseline();
    const foreign = await run.trainMicro({ config: base, tokens: data.tokens, validation: other });
    expectClose(losses(foreign.records), losses(own.records), exactly, 'training losses');
    const [a, b] = [own, foreign].map(({ summaries }) => summaries[0]!.validationLoss!);
    expectSame(a === b, false, 'whether both files have the same validation loss');
  });

  test('clipping and weight decay reach the optimizer', async () => {
    const plain = losses((await baseline()).records).join();
    const runWith = async (more: object) =>
      losses((await run.trainMicro({ config: { ...base, ...more }, ...data })).records).join();
    // AdamW does not feel a constant factor; but a bound as small as this leaves gradients of the size of ε.
    expectSame((await runWith({ maxGradNorm: 1e-7 })) === plain, false, 'whether clipping changes nothing');
    const decayed = await runWith({ weightDecay: 20 });
    expectSame(decayed === plain, false, 'whether decay changes nothing');
    const spared = await runWith({ weightDecay: 20, decayGains: false });
    expectSame(spared === decayed, false, 'whether gains decay all the same');
  });

  test('the gradient norm is logged before clipping', async () => {
    const { records } = await run.trainMicro({
      config: { ...base, maxSteps: 5, maxGradNorm: 1e-3 },
      ...data,
    });
    const norm = Number(records[0]!['gradNorm']);
    expectAtMost(-norm, -1e-2, 'minus the gradient norm');
  });

  test('an unknown key: a RangeError that names it', async () => {
    await expectError(
      run.trainMicro({ config: { ...base, learningRate: 1 }, ...data }),
      'RangeError',
      'learningRate',
    );
  });
});
