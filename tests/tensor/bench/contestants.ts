/**
 * Everybody who takes part in everything. A contestant's name is that of an engine and that of a work; see
 * {@link contestant}.
 */
import { type Contestant, runContestant } from '@dawnbook/lab';
import { coldStart, contestant, type EngineName, engineNames, training } from './contests.ts';
import type { Engine } from './engines/engine.ts';
import { kernelWorks } from './kernel-work.ts';
import { batchOf, initialWeights } from './model.ts';

/** Prepares what is not to be measured, and returns what opens the engine. */
type Opening = () => Promise<() => Promise<Engine>>;

const jaxOnWebGpu =
  (wait: 'eagerly' | 'patiently'): Opening =>
  async () => {
    // Not measured, since it loads more than jax-js needs.
    const { installWebGpu } = await import('@dawnbook/tensor');
    await installWebGpu();
    const waits = await import('./engines/patience.ts');
    return async () => (await import('./engines/jax.ts')).openJax('webgpu', waits[wait]);
  };

const engines: Record<EngineName, Opening> = {
  tensor: async () => async () => (await import('./engines/dawnbook.ts')).dawnbook,
  'tensor, eager': async () => {
    (await import('./engines/patience.ts')).withoutPatience();
    return async () => (await import('./engines/dawnbook.ts')).dawnbook;
  },
  'jax-js': jaxOnWebGpu('patiently'),
  'jax-js, eager': jaxOnWebGpu('eagerly'),
  'jax-js Wasm': async () => {
    const { eagerly } = await import('./engines/patience.ts');
    return async () => (await import('./engines/jax.ts')).openJax('wasm', eagerly);
  },
  'PyTorch CPU': async () => {
    const { findTorch, openTorch } = await import('./engines/torch.ts');
    const python = findTorch();
    return async () => openTorch(python);
  },
};

const trainingBy =
  (prepare: Opening): Contestant =>
  async () => {
    const open = await prepare();
    const step = await (await open()).prepareTraining(initialWeights());
    for (let i = 1; i < training.firstStep; i++) await step(batchOf(i));
    const batches = Array.from({ length: training.repetitions }, (_, i) => batchOf(training.firstStep + i));
    return async () => {
      let loss = NaN;
      for (const batch of batches) loss = await step(batch);
      return loss;
    };
  };

const coldStartBy =
  (prepare: Opening): Contestant =>
  async () => {
    const open = await prepare();
    const weights = initialWeights();
    const batch = batchOf(1);
    return async () => {
      const step = await (await open()).prepareTraining(weights);
      return step(batch);
    };
  };

const contestants: Record<string, Contestant> = {};
for (const engine of engineNames) {
  const prepare = engines[engine];
  for (const work of kernelWorks) {
    contestants[contestant(engine, work)] = async () => (await (await prepare())()).prepareKernel(work);
  }
  contestants[contestant(engine, training)] = trainingBy(prepare);
  contestants[contestant(engine, coldStart)] = coldStartBy(prepare);
}

await runContestant(contestants);
