import type { NDArray } from '@dawnbook/grader';
import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { type Array64, numbersOf, part, plain, randomArrays, sum, widenAll } from '../support/arrays.ts';
import { changedAt, nothing, positionsOf } from '../support/attention-cases.ts';
import { attentionRows, rowsOf, zeros64 } from '../support/float64.ts';
import { expectGradients } from '../support/gradients.ts';
import { headShapes } from '../support/gpt2-cases.ts';
import { ew, model, twice } from '../support/tolerances.ts';

type Weights = Readonly<Record<string, Array64>>;

/** One head after the other: `x` `[batch, seq, dModel]`. */
function attention64({ x, ...w }: Weights): { y: Array64; pattern: number[] } {
  const [batch, seq, dModel] = x!.shape as [number, number, number];
  const [numHeads, , dHead] = w['wQ']!.shape as [number, number, number];
  const rows = rowsOf(x!);
  const y = zeros64(x!.shape);
  const pattern: number[] = [];
  const project = (row: Float64Array, letter: string, head: number): number[] =>
    Array.from({ length: dHead }, (_, e) => {
      let total = w[`b${letter}`]!.data[head * dHead + e]!;
      for (let d = 0; d < dModel; d++)
        total += row[d]! * w[`w${letter}`]!.data[(head * dModel + d) * dHead + e]!;
      return total;
    });
  for (let b = 0; b < batch; b++) {
    for (let head = 0; head < numHeads; head++) {
      const own = rows.slice(b * seq, (b + 1) * seq);
      const [q, k, v] = ['Q', 'K', 'V'].map((letter) => own.map((row) => project(row, letter, head)));
      const { y: z, weights } = attentionRows(q!, k!, v!, (query, key) => key <= query);
      pattern.push(...weights.flat());
      for (const [i, row] of z.entries()) {
        for (let d = 0; d < dModel; d++) {
          for (let e = 0; e < dHead; e++) {
            y.data[(b * seq + i) * dModel + d]! += row[e]! * w['wO']!.data[(head * dHead + e) * dModel + d]!;
          }
        }
      }
    }
  }
  for (let i = 0; i < y.data.length; i++) y.data[i]! += w['bO']!.data[i % dModel]!;
  return { y, pattern };
}

exercise('biased-attention', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  // Heads that together are not as wide as the model.
  const weights = Object.fromEntries(
    Object.entries(headShapes(4, 32, 6)).map(([name, shape]) => [name, random.normal(shape, 0.25)]),
  );
  const x = random.normal([2, 8, 32]);

  test('heads of any width, with all biases', async () => {
    const { y } = await run.biasedAttention({ x, weights });
    expectClose(y, plain(attention64(widenAll({ x, ...weights })).y), model, 'y');
  });

  test('gradients of the input and all eight parameters', async () => {
    const gradOut = randomArrays(seed + 1).normal([2, 8, 32]);
    const { grads } = await run.biasedAttention({ x, weights, gradOut });
    expectGradients(grads, {
      forward: (inputs: Record<string, Array64>) => attention64(inputs).y,
      inputs: widenAll({ x, ...weights }),
      gradOut,
      tolerance: twice(model),
      seed,
    });
  });

  test('a change reaches its own position, and none before it', async () => {
    const { y } = await run.biasedAttention({ x, weights });
    for (const position of [1, 6]) {
      const changed = changedAt(x, position, (value) => value + 1);
      const { y: other } = await run.biasedAttention({ x: changed, weights });
      expectSame(positionsOf(other, 0, position), positionsOf(y, 0, position), `y before ${position}`);
    }
  });

  test('the output is the sum over the heads', async () => {
    const without = { ...weights, bO: nothing([32]) };
    const { y } = await run.biasedAttention({ x, weights: without });
    const parts: NDArray[] = [];
    for (let head = 0; head < 4; head++) {
      const wO = { shape: [4, 6, 32], data: new Float32Array(4 * 6 * 32) };
      wO.data.set(part(weights['wO']!, head).data, head * 6 * 32);
      parts.push((await run.biasedAttention({ x, weights: { ...without, wO } })).y);
    }
    const total = y.data.map((_, i) => sum(parts.map((each) => each.data[i]!)));
    expectClose({ shape: [2, 8, 32], data: Float32Array.from(total) }, y, model, 'sum of single heads');
  });

  test('the pattern says who attends to whom: rows sum to 1, and nothing comes from later', async () => {
    const { y, pattern } = await run.biasedAttentionPattern({ x, weights });
    const expected = attention64(widenAll({ x, ...weights }));
    expectSame([...pattern.shape], [2, 4, 8, 8], 'shape of the pattern');
    expectClose(
      pattern,
      { shape: [2, 4, 8, 8], data: Float32Array.from(expected.pattern) },
      model,
      'pattern',
    );
    expectClose(y, plain(expected.y), model, 'y');
    const values = numbersOf(pattern);
    for (let row = 0; row < 64; row++) {
      expectClose(sum(values.slice(8 * row, 8 * row + 8)), 1, ew, `sum of row ${row}`);
      const later = values.slice(8 * row + (row % 8) + 1, 8 * row + 8);
      expectSame(sum(later.map(Math.abs)), 0, `weight of later positions in row ${row}`);
    }
  });
});
