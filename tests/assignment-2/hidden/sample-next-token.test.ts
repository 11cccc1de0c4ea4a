import { expectClose, expectError } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { f32, randomArrays } from '../support/arrays.ts';
import { softmaxRow } from '../support/float64.ts';
import { ew } from '../support/tolerances.ts';

interface Options {
  temperature?: number;
  topK?: number;
  topP?: number;
  frequencyPenalty?: number;
}

/** Probabilities by the definition; undefined if something is so near to an edge that f32 may decide otherwise. */
function probs64(logits: number[], history: number[], options: Options): number[] | undefined {
  const { temperature = 1, topK = Infinity, topP = 1, frequencyPenalty = 0 } = options;
  const penalized = logits.map(
    (value, id) => value - frequencyPenalty * history.filter((one) => one === id).length,
  );
  const order = penalized.map((_, id) => id).toSorted((a, b) => penalized[b]! - penalized[a]! || a - b);
  const isNear = (a: number, b: number): boolean =>
    Math.abs(penalized[order[a]!]! - penalized[order[b]!]!) < 1e-4;
  if (temperature === 0) {
    return isNear(0, 1) ? undefined : penalized.map((_, id) => (id === order[0] ? 1 : 0));
  }
  const scaled = penalized.map((value) => value / temperature);
  let kept = order.slice(0, topK);
  if (kept.length < order.length && isNear(kept.length - 1, kept.length)) return undefined;
  if (topP < 1) {
    const probs = softmaxRow(kept.map((id) => scaled[id]!));
    let sum = 0;
    let size = 0;
    while (size < kept.length && sum < topP) {
      sum += probs[size++]!;
      if (Math.abs(sum - topP) < 1e-5) return undefined;
    }
    if (size < kept.length && isNear(size - 1, size)) return undefined;
    kept = kept.slice(0, size);
  }
  const probs = softmaxRow(kept.map((id) => scaled[id]!));
  return scaled.map((_, id) => (kept.includes(id) ? probs[kept.indexOf(id)]! : 0));
}

exercise('sample-next-token', ({ test, run, seed }) => {
  const random = randomArrays(seed);

  test('200 sets of options', async () => {
    const sets = fc.record(
      {
        temperature: fc.constantFrom(0, 0.3, 0.7, 1, 1.6),
        topK: fc.integer({ min: 1, max: 16 }),
        topP: fc.constantFrom(0.2, 0.5, 0.9, 1),
        frequencyPenalty: fc.constantFrom(-0.5, 0, 0.4, 2),
      },
      { requiredKeys: [] },
    );
    for (const options of fc.sample(sets, 200) as Options[]) {
      const logits = random.normal([2, 16], 2);
      const history = [Array.from(random.ids([12], 16).data), [1, 1, 2]];
      const { y } = await run.nextTokenProbs({
        logits,
        history,
        options: { ...options },
      });
      for (let row = 0; row < 2; row++) {
        const expected = probs64(
          Array.from(logits.data.slice(16 * row, 16 * row + 16)),
          history[row]!,
          options,
        );
        if (expected === undefined) continue;
        const actual = y.data.slice(16 * row, 16 * row + 16);
        expectClose(
          actual,
          expected,
          { rtol: 1e-4, atol: 1e-6 },
          `probabilities of row ${row}, ${JSON.stringify(options)}`,
        );
      }
    }
  });

  test('the temperature scales the penalty too', async () => {
    const options = { temperature: 0.5, frequencyPenalty: 1 };
    const { y } = await run.nextTokenProbs({ logits: f32([1, 2], [0, 0]), history: [[1]], options });
    expectClose(y, f32([1, 2], softmaxRow([0, -2])), ew, 'probabilities');
  });

  test('with a temperature of 0 the penalty still counts', async () => {
    const options = { temperature: 0, frequencyPenalty: 2 };
    const { y } = await run.nextTokenProbs({ logits: f32([1, 3], [1, 5, 4]), history: [[1, 1]], options });
    expectClose(y, f32([1, 3], [0, 0, 1]), ew, 'probabilities');
  });

  test('top-p looks at what top-k has left', async () => {
    // Of 0.4, 0.3, 0.2, 0.1 top-k leaves 4/7 and 3/7: the first alone has more than one half.
    const logits = f32([1, 4], [0.4, 0.3, 0.2, 0.1].map(Math.log));
    const { y } = await run.nextTokenProbs({ logits, history: [[]], options: { topK: 2, topP: 0.5 } });
    expectClose(y, f32([1, 4], [1, 0, 0, 0]), ew, 'probabilities');
  });

  test('an unknown option: an error that names it', async () => {
    const call = run.nextTokenProbs({ logits: f32([1, 2], [0, 0]), history: [[]], options: { top_k: 3 } });
    await expectError(call, 'RangeError', 'top_k');
  });
});
