import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { i32 } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashedIds, hashedWeights } from '../support/hashed.ts';
import { model } from '../support/tolerances.ts';

interface Fixture {
  config: { vocabSize: number; contextLength: number; dModel: number; numLayers: number; numHeads: number };
  shapes: Record<string, number[]>;
  logits: FixtureArray;
  greedy: number[];
}

exercise('gpt2-model', ({ test, run }) => {
  const { config, shapes, logits, greedy } = fixture<Fixture>('public', 'gpt2-model');
  const state = hashedWeights(shapes);

  test('the logits are those of PyTorch, with the same checkpoint', async () => {
    const { y } = await run.gpt2Model({ state, config, ids: hashedIds(20, [1, 8], 64) });
    expectSame([...y.shape], [1, 8, 64], 'shape of the logits');
    expectClose(y, fromFixture(logits), model, 'logits');
  });

  test('the most likely continuation of three tokens is that of PyTorch', async () => {
    const ids = greedy.slice(0, 3);
    while (ids.length < 8) {
      // What comes after the last token has no influence.
      const padded = [...ids, ...Array<number>(8 - ids.length).fill(0)];
      const { y } = await run.gpt2Model({ state, config, ids: i32([1, 8], padded) });
      const last = y.data.subarray((ids.length - 1) * 64, ids.length * 64);
      ids.push(last.indexOf(Math.max(...last)));
    }
    expectSame(ids, greedy, 'ids');
  });
});
