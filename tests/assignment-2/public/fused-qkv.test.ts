import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';
import { randomProjections } from '../support/attention-cases.ts';
import { model } from '../support/tolerances.ts';

exercise('fused-qkv', ({ test, run, seed }) => {
  test('the fused layer computes the same', async () => {
    const random = randomArrays(seed);
    const args = { x: random.normal([2, 8, 32]), weights: randomProjections(random), numHeads: 4 };
    const { y } = await run.multiheadSelfAttention(args);
    const { y: fused } = await run.multiheadSelfAttention({ ...args, fused: true });
    expectClose(fused, y, model, 'y of the fused layer');
  });

  test('the state dict does not change', async () => {
    const state = await run.multiheadState({ dModel: 32, numHeads: 4, fused: true });
    expectSame(
      Object.keys(state).toSorted(),
      ['kProj.weight', 'outputProj.weight', 'qProj.weight', 'vProj.weight'],
      'names',
    );
  });

  test('fuseQkv puts queries, keys and values below each other', async () => {
    const weights = randomProjections(randomArrays(seed));
    const fused = await run.fuseQkv({ weights, numHeads: 4 });
    expectSame([...fused.shape], [96, 32], 'shape');
    expectSame(fused.data.slice(0, 32), weights['qProj.weight'].data.slice(0, 32), 'first row');
  });
});
