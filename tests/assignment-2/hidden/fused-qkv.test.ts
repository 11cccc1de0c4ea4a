import type { NDArray } from '@dawnbook/grader';
import { expectAtMost, expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays, widenAll } from '../support/arrays.ts';
import { randomProjections } from '../support/attention-cases.ts';
import { selfAttention64 } from '../support/float64.ts';
import { expectGradients } from '../support/gradients.ts';
import { model, twice } from '../support/tolerances.ts';

exercise('fused-qkv', ({ test, run, seed }) => {
  for (const [numHeads, theta] of [
    [4, undefined],
    [4, 10_000],
    [1, 10_000],
  ] as const) {
    const turn = theta === undefined ? {} : { theta };
    test(`fused and not are equal: ${numHeads} heads, ${theta === undefined ? 'without' : 'with'} RoPE`, async () => {
      const random = randomArrays(seed);
      const args = { x: random.normal([2, 8, 32]), weights: randomProjections(random), numHeads, ...turn };
      const { y } = await run.multiheadSelfAttention(args);
      expectClose((await run.multiheadSelfAttention({ ...args, fused: true })).y, y, model, 'y');
    });
  }

  test('fuseQkv holds the rows of queries, then of keys, then of values', async () => {
    const weights = randomProjections(randomArrays(seed));
    const { shape, data } = await run.fuseQkv({ weights, numHeads: 4 });
    expectSame([...shape], [96, 32], 'shape');
    const [q, k, v] = [weights['qProj.weight'], weights['kProj.weight'], weights['vProj.weight']];
    expectSame([...data], [...q.data, ...k.data, ...v.data], 'values');
  });

  test('fusing saves two of four projections', async () => {
    const random = randomArrays(seed);
    const args = { x: random.normal([2, 8, 32]), weights: randomProjections(random), numHeads: 4 };
    const unfused = await run.multiheadCounts(args);
    const fused = await run.multiheadCounts({ ...args, fused: true });
    expectSame(unfused.matmuls - fused.matmuls, 2, 'matrix multiplications saved');
  });

  test('a step of training does to it what it does to three matrices', async () => {
    const random = randomArrays(seed);
    const args = {
      x: random.normal([2, 8, 32]),
      weights: randomProjections(random),
      numHeads: 4,
      gradOut: random.normal([2, 8, 32]),
      lr: 0.02,
    };
    const unfused = await run.fusedQkvStep(args);
    const fused = await run.fusedQkvStep({ ...args, fused: true });
    expectClose(fused.before, unfused.before, model, 'y before the step');
    expectClose(fused.after, unfused.after, twice(model), 'y after the step');
    const moved = Math.max(...Array.from(fused.after.data, (y, i) => Math.abs(y - fused.before.data[i]!)));
    expectAtMost(0.01, moved, 'least change of y that the step makes');
    for (const name of Object.keys(args.weights)) {
      expectClose(fused.state[name]!, unfused.state[name]!, twice(model), `${name} after the step`);
    }
  });

  test('what a fused layer saves, another layer loads', async () => {
    const random = randomArrays(seed);
    const weights = randomProjections(random);
    const gradOut: NDArray = random.normal([2, 8, 32]);
    // With a rate of 0, the step changes nothing.
    const { state } = await run.fusedQkvStep({
      x: random.normal([2, 8, 32]),
      weights,
      numHeads: 4,
      gradOut,
      lr: 0,
      fused: true,
    });
    expectSame(Object.keys(state).toSorted(), Object.keys(weights).toSorted(), 'names');
    for (const [name, value] of Object.entries(weights)) {
      expectClose(state[name]!, value, { rtol: 0, atol: 0 }, name);
    }
  });

  test('each of the three matrices gets its own part of the gradient', async () => {
    const random = randomArrays(seed);
    const [x, weights, gradOut] = [
      random.normal([2, 8, 32]),
      randomProjections(random),
      random.normal([2, 8, 32]),
    ];
    const { grads } = await run.multiheadSelfAttention({ x, weights, numHeads: 4, gradOut, fused: true });
    expectGradients(grads, {
      forward: (inputs) =>
        selfAttention64(
          inputs['x']!,
          {
            q: inputs['qProj.weight']!,
            k: inputs['kProj.weight']!,
            v: inputs['vProj.weight']!,
            output: inputs['outputProj.weight']!,
          },
          4,
        ),
      inputs: widenAll({ x, ...weights }),
      gradOut,
      tolerance: twice(model),
      seed,
    });
  });
});
