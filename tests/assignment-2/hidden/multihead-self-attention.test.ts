import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { i32, numbersOf, plain, randomArrays, widen, widenAll } from '../support/arrays.ts';
import {
  changedAt,
  identity,
  nothing,
  positionsOf,
  randomProjections,
  widenProjections,
} from '../support/attention-cases.ts';
import { rowsOf, selfAttention64 } from '../support/float64.ts';
import { expectGradients } from '../support/gradients.ts';
import { model, twice } from '../support/tolerances.ts';

exercise('multihead-self-attention', ({ test, run, seed }) => {
  for (const [shape, numHeads, theta] of [
    [[2, 8, 32], 4, undefined],
    [[2, 8, 32], 4, 10_000],
    [[2, 8, 32], 1, 10_000],
    [[2, 8, 32], 32, undefined],
    [[8, 32], 4, 10_000],
    [[2, 2, 8, 32], 4, 10_000],
  ] as const) {
    test(`[${shape.join(', ')}], ${numHeads} heads, ${theta === undefined ? 'without' : 'with'} RoPE`, async () => {
      const random = randomArrays(seed);
      const [x, weights] = [random.normal([...shape]), randomProjections(random)];
      const turn = theta === undefined ? {} : { theta };
      const { y } = await run.multiheadSelfAttention({ x, weights, numHeads, ...turn });
      expectClose(y, plain(selfAttention64(widen(x), widenProjections(weights), numHeads, turn)), model, 'y');
    });
  }

  test('a change reaches its own position, and none before it', async () => {
    const random = randomArrays(seed);
    const [x, weights] = [random.normal([2, 8, 32]), randomProjections(random)];
    const args = { weights, numHeads: 4, theta: 10_000 };
    const { y } = await run.multiheadSelfAttention({ ...args, x });
    for (const position of [1, 4, 7]) {
      const { y: other } = await run.multiheadSelfAttention({
        ...args,
        x: changedAt(x, position, (value) => value + 1),
      });
      expectSame(
        positionsOf(other, 0, position),
        positionsOf(y, 0, position),
        `y before position ${position}`,
      );
      const [own, before] = [other, y].map((each) =>
        numbersOf(positionsOf(each, position, position + 1)).join(),
      );
      expectSame(own === before, false, `y the same at position ${position}`);
    }
  });

  test('positions in another order', async () => {
    const random = randomArrays(seed);
    const [x, weights] = [random.normal([2, 8, 32]), randomProjections(random)];
    const positions = random.permutation(8);
    const { y } = await run.multiheadSelfAttention({
      x,
      weights,
      numHeads: 4,
      theta: 10_000,
      positions: i32([8], positions),
    });
    const expected = selfAttention64(widen(x), widenProjections(weights), 4, { theta: 10_000, positions });
    expectClose(y, plain(expected), model, 'y');
  });

  test('positions of each sequence', async () => {
    const random = randomArrays(seed);
    const [x, weights] = [random.normal([2, 8, 32]), randomProjections(random)];
    const positions = random.ids([2, 8], 32);
    const { y } = await run.multiheadSelfAttention({ x, weights, numHeads: 4, theta: 10_000, positions });
    for (const b of [0, 1]) {
      const own = { shape: [1, 8, 32], data: x.data.slice(b * 256, (b + 1) * 256) };
      const expected = selfAttention64(widen(own), widenProjections(weights), 4, {
        theta: 10_000,
        positions: [...positions.data.subarray(8 * b, 8 * b + 8)],
      });
      const got = { shape: [1, 8, 32], data: y.data.slice(b * 256, (b + 1) * 256) };
      expectClose(got, plain(expected), model, `y of sequence ${b}`);
    }
  });

  test('moving all positions by 17 changes nothing', async () => {
    const random = randomArrays(seed);
    const args = {
      x: random.normal([2, 8, 32]),
      weights: randomProjections(random),
      numHeads: 4,
      theta: 10_000,
    };
    const { y } = await run.multiheadSelfAttention(args);
    const positions = i32([8], [17, 18, 19, 20, 21, 22, 23, 24]);
    expectClose((await run.multiheadSelfAttention({ ...args, positions })).y, y, model, 'y');
  });

  test('where all scores are equal, each position averages what came before: values are not turned', async () => {
    const random = randomArrays(seed);
    const x = random.normal([1, 8, 32]);
    const weights = {
      'qProj.weight': nothing([32, 32]),
      'kProj.weight': identity(32),
      'vProj.weight': identity(32),
      'outputProj.weight': identity(32),
    };
    const rows = rowsOf(widen(x));
    const averages = rows.flatMap((_, i) =>
      Array.from(
        { length: 32 },
        (_d, d) => rows.slice(0, i + 1).reduce((sum, row) => sum + row[d]!, 0) / (i + 1),
      ),
    );
    for (const turn of [{}, { theta: 10_000 }]) {
      const { y } = await run.multiheadSelfAttention({ x, weights, numHeads: 4, ...turn });
      expectClose(y, { shape: [1, 8, 32], data: Float32Array.from(averages) }, model, 'y');
    }
  });

  test('gradients of the input and the four matrices', async () => {
    const random = randomArrays(seed);
    const [x, weights, gradOut] = [
      random.normal([2, 8, 32]),
      randomProjections(random),
      random.normal([2, 8, 32]),
    ];
    const { grads } = await run.multiheadSelfAttention({ x, weights, numHeads: 4, theta: 10_000, gradOut });
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
          { theta: 10_000 },
        ),
      inputs: widenAll({ x, ...weights }),
      gradOut,
      tolerance: twice(model),
      seed,
    });
  });

  test('more heads take no more kernels', async () => {
    const random = randomArrays(seed);
    const args = { x: random.normal([2, 8, 32]), weights: randomProjections(random) };
    const few = await run.multiheadCounts({ ...args, numHeads: 2 });
    const many = await run.multiheadCounts({ ...args, numHeads: 16 });
    expectSame(many.dispatches, few.dispatches, 'dispatches with 16 heads, and with 2');
    // Queries, keys, values, scores, weighted sum, output.
    expectSame(many.matmuls, 6, 'matrix multiplications');
  });

  test('heads that do not divide the width are an error', async () => {
    await expectError(run.multiheadState({ dModel: 32, numHeads: 5 }), 'RangeError', '32', '5');
  });
});
