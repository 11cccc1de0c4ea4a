import { expectAtMost, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, randomArrays } from '../support/arrays.ts';

/** The token by the definition, or −1 if u is so near to an edge that f32 may see it on the other side. */
function sample64(probs: ArrayLike<number>, u: number, margin: number): number {
  const row = Array.from(probs);
  const total = row.reduce((a, b) => a + b, 0);
  let sum = 0;
  for (const [id, p] of row.entries()) {
    sum += p;
    if (Math.abs(sum / total - u) < margin) return -1;
    if (sum > u * total) return id;
  }
  return -1;
}

exercise('sample-categorical', ({ test, run, seed }) => {
  const random = randomArrays(seed);

  const expectDraws = async (row: ArrayLike<number>, u: number[], margin = 1e-5): Promise<void> => {
    const width = row.length;
    const probs = new Float32Array(u.length * width);
    for (let i = 0; i < u.length; i++) probs.set(Array.from(row), i * width);
    const ids = await run.sampleCategorical({
      probs: { shape: [u.length, width], data: probs },
      u: f32([u.length], u),
    });
    expectSame([...ids.shape], [u.length], 'shape');
    for (const [i, value] of Float32Array.from(u).entries()) {
      const expected = sample64(Float32Array.from(row), value, margin);
      if (expected >= 0)
        expectSame(ids.data[i], expected, `id for u = ${value}`, `probabilities ${Array.from(row)}`);
    }
  };
  const uniform = (count: number) =>
    Array.from(random.uniform([count], 0, 1).data, (u) => Math.min(u, 1 - 2 ** -24));

  test('10,000 numbers, against the definition', async () => {
    for (let round = 0; round < 5; round++) {
      const row = Array.from(random.uniform([16], 0, 1).data);
      const total = row.reduce((a, b) => a + b, 0);
      await expectDraws(
        row.map((p) => p / total),
        uniform(2000),
      );
    }
  });

  test('never a token of probability 0, also for the smallest and the largest u', async () => {
    const row = [0, 0, 0.25, 0, 0.5, 0.25, 0, 0];
    const probs = f32([3, 8], [...row, ...row, ...row]);
    const ids = await run.sampleCategorical({ probs, u: f32([3], [0, 0.25, 1 - 2 ** -24]) });
    expectSame(ids.data, Int32Array.of(2, 4, 5), 'ids for u = 0, 0.25 and 1 − 2⁻²⁴');
    // Sums that are rounded: the total may be reached by the product as well.
    const thirds = [0, 1 / 3, 1 / 3, 1 / 3, 0];
    const last = await run.sampleCategorical({ probs: f32([1, 5], thirds), u: f32([1], [1 - 2 ** -24]) });
    expectSame(last.data, Int32Array.of(3), 'id for u = 1 − 2⁻²⁴');
  });

  test('probabilities that do not sum to 1', async () => {
    await expectDraws([3, 1, 0, 4], uniform(500));
    await expectDraws([1e-4, 3e-4, 2e-4], uniform(500));
  });

  test('a certain token', async () => {
    await expectDraws([0, 0, 1, 0], [0, 0.3, 0.999]);
  });

  test('20,000 draws have the distribution', async () => {
    const row = [0.5, 0.2, 0.15, 0.1, 0.05];
    const n = 20_000;
    const probs = Float32Array.from({ length: n * 5 }, (_, i) => row[i % 5]!);
    const ids = await run.sampleCategorical({
      probs: { shape: [n, 5], data: probs },
      u: f32([n], uniform(n)),
    });
    const chi2 = row.reduce((sum, p, id) => {
      const count = Array.from(ids.data).filter((drawn) => drawn === id).length;
      return sum + (count - n * p) ** 2 / (n * p);
    }, 0);
    expectAtMost(chi2, 34.4, 'χ² with 4 degrees of freedom (p = 10⁻⁶)');
  });

  test('a vocabulary of 50,257 tokens', async () => {
    const row = Array.from(random.uniform([50_257], 0, 1).data, (p) => p ** 8);
    const total = row.reduce((a, b) => a + b, 0);
    await expectDraws(
      row.map((p) => p / total),
      [0, 0.1, 0.5, 0.9, 0.9999],
      1e-4,
    );
  });
});
