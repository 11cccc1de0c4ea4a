import type { NDArray } from '@dawnbook/grader';
import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, i32, part, randomArrays } from '../support/arrays.ts';
import { positionsOf } from '../support/attention-cases.ts';
import { crossEntropyGradient } from '../support/block-cases.ts';
import {
  expectSamples,
  fixture,
  type FixtureArray,
  type FixtureSamples,
  fromFixture,
} from '../support/fixture.ts';
import { gradientOf } from '../support/gradients.ts';
import { hashedIds, hashedWeights } from '../support/hashed.ts';
import { model, twice } from '../support/tolerances.ts';

interface Fixture {
  config: { vocabSize: number; contextLength: number; dModel: number; numLayers: number; numHeads: number };
  shapes: Record<string, number[]>;
  logits: FixtureArray;
  offset: FixtureArray;
  wteGrad: FixtureSamples;
  wpeGrad: FixtureSamples;
}

exercise('gpt2-model', ({ test, run, seed }) => {
  const { config, shapes, logits, offset, wteGrad, wpeGrad } = fixture<Fixture>('hidden', 'gpt2-model');
  const state = hashedWeights(shapes);
  const ids = hashedIds(21, [2, 8], 64);

  test('the logits are those of PyTorch, with the same checkpoint', async () => {
    const { y } = await run.gpt2Model({ state, config, ids });
    expectClose(y, fromFixture(logits), model, 'logits');
  });

  test('the table of tokens gets gradients from both of its uses', async () => {
    const gradOut = crossEntropyGradient(fromFixture(logits), hashedIds(22, [2, 8], 64));
    const { grads } = await run.gpt2Model({ state, config, ids, gradOut });
    expectSamples(gradientOf(grads, 'wE.weight'), wteGrad, twice(model), 'gradient of wE');
    expectSamples(gradientOf(grads, 'wPos.weight'), wpeGrad, twice(model), 'gradient of wPos');
    const output = Object.keys(grads!).filter((name) => /(^|\.)[wb]U/.test(name));
    expectSame(output, [], 'parameters of the output layer');
  });

  test('c_attn holds queries, keys and values, in this order, and maps from its first axis', async () => {
    // Without queries and keys, all scores are equal; values alone decide.
    const random = randomArrays(seed);
    const change = (array: NDArray, columns: (column: number) => boolean): NDArray => ({
      shape: [...array.shape],
      data: array.data.map((value, i) => (columns(i % 96) ? 0 : value)),
    });
    const zeroed = (columns: (column: number) => boolean): Record<string, NDArray> => ({
      ...state,
      'h.0.attn.c_attn.weight': change(state['h.0.attn.c_attn.weight']!, columns),
      'h.0.attn.c_attn.bias': change(state['h.0.attn.c_attn.bias']!, columns),
    });
    const one = { ...config, numLayers: 1 };
    const only = (all: Record<string, NDArray>): Record<string, NDArray> =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith('h.1.')));
    const sequence = random.ids([1, 8], 64);
    const logitsOf = async (columns: (column: number) => boolean): Promise<NDArray> =>
      (await run.gpt2Model({ state: only(zeroed(columns)), config: one, ids: sequence })).y;
    // Scores are products: no queries is as good as no keys.
    const noQueries = await logitsOf((column) => column < 32);
    const noKeys = await logitsOf((column) => column >= 32 && column < 64);
    const noValues = await logitsOf((column) => column >= 64);
    expectClose(noQueries, noKeys, model, 'logits without queries, and without keys');
    const differs = noValues.data.some((value, i) => Math.abs(value - noKeys.data[i]!) > 0.01);
    expectSame(differs, true, 'whether values matter');
  });

  test('the mask that published files hold as a buffer is ignored', async () => {
    const buffers = {
      'h.0.attn.bias': f32([1, 1, 2, 2], [1, 0, 1, 1]),
      'h.1.attn.masked_bias': f32([], [-1e4]),
    };
    const { y } = await run.gpt2Model({ state: { ...state, ...buffers }, config, ids });
    expectClose(y, fromFixture(logits), model, 'logits');
  });

  test('a key that is missing or unknown is an error that names it', async () => {
    const { 'h.1.mlp.c_fc.bias': bias, ...missing } = state;
    await expectError(run.gpt2Model({ state: missing, config, ids }), 'RangeError', 'h.1.mlp.c_fc.bias');
    const extra = { ...state, 'h.2.ln_1.weight': bias! };
    await expectError(run.gpt2Model({ state: extra, config, ids }), 'RangeError', 'h.2.ln_1.weight');
  });

  test('a beginning of the sequence gives the beginning of the logits', async () => {
    const short = i32([2, 4], [...ids.data.subarray(0, 4), ...ids.data.subarray(8, 12)]);
    const { y } = await run.gpt2Model({ state, config, ids: short });
    expectClose(y, positionsOf(fromFixture(logits), 0, 4), model, 'logits of the first four tokens');
  });

  test('positions may start later', async () => {
    const { y } = await run.gpt2Model({ state, config, ids: { ...part(ids, 0), shape: [1, 8] }, offset: 5 });
    expectClose(y, fromFixture(offset), model, 'logits at offset 5');
  });
});
