import { expectAtMost, expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { exercise } from '../suite.ts';
import { f32, mapArray, randomArrays } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed } from '../support/hashed.ts';
import { ew } from '../support/tolerances.ts';

const exactly = { rtol: 0, atol: 0 };
/** Relative only: gradients may be tiny. */
const relative = { rtol: 2e-5, atol: 0 };

interface ClippingFixture {
  shapes: number[][];
  cases: { scale: number; maxNorm: number; norm: number; grads: FixtureArray[] }[];
}

function norm64(grads: readonly NDArray[]): number {
  return Math.sqrt(grads.reduce((sum, { data }) => sum + Array.from(data).reduce((s, g) => s + g * g, 0), 0));
}

exercise('gradient-clipping', ({ test, run, seed }) => {
  const random = randomArrays(seed);
  const shapes = [[3, 4], [4], [2, 3]];
  const draw = (std = 1): NDArray[] => shapes.map((shape) => random.normal(shape, std));

  test('as PyTorch', async () => {
    const { cases } = fixture<ClippingFixture>('hidden', 'gradient-clipping');
    for (const [i, { scale, maxNorm, norm, grads }] of cases.entries()) {
      const result = await run.clipGradNorm({
        grads: shapes.map((shape, j) => hashed(50 * i + j, shape, scale)),
        maxNorm,
      });
      expectClose(result.norm, norm, relative, `norm of case ${i}`);
      expectSame(result.shape, [], 'shape of the norm');
      for (const [j, grad] of grads.entries()) {
        expectClose(result.grads[j]!, fromFixture(grad), relative, `gradient ${j} of case ${i}`);
      }
    }
  });

  test('a norm below the bound: gradients stay as they are, bit by bit', async () => {
    const grads = draw();
    const result = await run.clipGradNorm({ grads, maxNorm: norm64(grads) * 1.001 });
    expectClose(result.norm, norm64(grads), relative, 'norm');
    for (const [i, grad] of grads.entries()) expectClose(result.grads[i]!, grad, exactly, `gradient ${i}`);
  });

  test('many gradients of very different size', async () => {
    const grads = Array.from({ length: 24 }, (_, i) => random.normal(shapes[i % 3]!, 10 ** ((i % 7) - 3)));
    const norm = norm64(grads);
    const result = await run.clipGradNorm({ grads, maxNorm: 2 });
    expectClose(result.norm, norm, relative, 'norm');
    for (const [i, grad] of grads.entries()) {
      expectClose(
        result.grads[i]!,
        mapArray(grad, (g) => (g * 2) / (norm + 1e-6)),
        relative,
        `gradient ${i}`,
      );
    }
  });

  test('gradients of 1e-12, and of 1e15', async () => {
    const tiny = draw(1e-12);
    const small = await run.clipGradNorm({ grads: tiny, maxNorm: 1 });
    expectClose(small.norm, norm64(tiny), relative, 'norm');
    for (const [i, grad] of tiny.entries()) expectClose(small.grads[i]!, grad, exactly, `tiny gradient ${i}`);
    const huge = draw(1e15);
    const large = await run.clipGradNorm({ grads: huge, maxNorm: 1 });
    expectClose(large.norm, norm64(huge), relative, 'norm');
    const [clipped, norm] = [large.grads.map((grad) => grad!), norm64(huge)];
    for (const [i, grad] of huge.entries()) {
      expectClose(
        clipped[i]!,
        mapArray(grad, (g) => g / norm),
        relative,
        `huge gradient ${i}`,
      );
    }
  });

  test('all zero: they stay zero', async () => {
    const grads = draw().map((grad) => mapArray(grad, () => 0));
    const result = await run.clipGradNorm({ grads, maxNorm: 0.1 });
    expectClose(result.norm, 0, exactly, 'norm');
    for (const [i, grad] of grads.entries()) expectClose(result.grads[i]!, grad, exactly, `gradient ${i}`);
  });

  test('no gradient at all: the norm is 0', async () => {
    const { norm, grads } = await run.clipGradNorm({ grads: [null, null], maxNorm: 1 });
    expectClose(norm, 0, exactly, 'norm');
    expectSame(grads, [null, null], 'gradients');
  });

  test('parameters from a generator', async () => {
    const grads = draw(3);
    const result = await run.clipGradNorm({ grads, maxNorm: 1, lazy: true });
    expectClose(result.norm, norm64(grads), relative, 'norm');
    expectClose(norm64(result.grads.map((grad) => grad!)), 1, ew, 'norm afterwards');
  });

  test('nothing is read', async () => {
    expectAtMost((await run.clipGradNorm({ grads: draw(3), maxNorm: 1 })).reads, 0, 'reads');
  });

  test('clipping twice is clipping once', async () => {
    const grads = draw(3);
    const [once, twice] = [
      await run.clipGradNorm({ grads, maxNorm: 1 }),
      await run.clipGradNorm({ grads, maxNorm: 1, calls: 2 }),
    ];
    expectClose(twice.norm, 1, ew, 'norm of the second call');
    for (const [i, grad] of once.grads.entries()) expectClose(twice.grads[i]!, grad!, ew, `gradient ${i}`);
  });

  test('a bound that is not positive: a RangeError', async () => {
    for (const maxNorm of [0, -2]) {
      await expectError(run.clipGradNorm({ grads: [f32([1], [1])], maxNorm }), 'RangeError', String(maxNorm));
    }
  });
});
