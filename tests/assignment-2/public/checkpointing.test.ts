import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { SMALL_MODEL } from '../support/small-model.ts';
import { parseSafetensors } from '../support/safetensors.ts';

exercise('checkpointing', ({ test, run }) => {
  test('what is saved is loaded, and training goes on as if nothing had been', async () => {
    const { straight, resumed } = await run.resumeScenario({ config: SMALL_MODEL, steps: 4, saveAt: 2 });
    expectClose(resumed, straight, { rtol: 0, atol: 0 }, 'losses');
  });

  test('step, config and seed come back', async () => {
    const { loaded } = await run.resumeScenario({ config: SMALL_MODEL, steps: 3, saveAt: 2 });
    expectSame(loaded, { step: 2, config: SMALL_MODEL, rng: { seed: 7 } }, 'what loadCheckpoint returned');
  });

  test('names say what a tensor is', async () => {
    const { bytes } = await run.checkpointFile({ config: SMALL_MODEL, steps: 1 });
    const names = Object.keys(parseSafetensors(bytes).tensors);
    for (const name of ['model', 'optimizer.m', 'optimizer.v'].map(
      (part) => `${part}.layers.0.attn.qProj.weight`,
    )) {
      expectSame(names.includes(name), true, `whether there is ${name}`);
    }
  });
});
