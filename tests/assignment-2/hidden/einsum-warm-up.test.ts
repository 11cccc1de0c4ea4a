import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { type Array64, f32, randomArrays, widen } from '../support/arrays.ts';
import { abs64, linear64, zeros64 } from '../support/float64.ts';
import { expectGradients } from '../support/gradients.ts';
import { ew, expectProduct, twice } from '../support/tolerances.ts';

function dim64(images: Array64, dimBy: Array64): Array64 {
  const [batch, ...rest] = images.shape as [number, ...number[]];
  const size = rest.reduce((a, b) => a * b, 1);
  const y = zeros64([batch, dimBy.data.length, ...rest]);
  for (let i = 0; i < y.data.length; i++) {
    const copy = Math.floor(i / size) % dimBy.data.length;
    const image = Math.floor(i / size / dimBy.data.length);
    y.data[i] = images.data[image * size + (i % size)]! * dimBy.data[copy]!;
  }
  return y;
}

function mix64(images: Array64, b: Array64): Array64 {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const pixels = height * width;
  const y = zeros64(images.shape);
  for (let image = 0; image < batch; image++) {
    for (let out = 0; out < pixels; out++) {
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let from = 0; from < pixels; from++) {
          sum += b.data[out * pixels + from]! * images.data[(image * pixels + from) * channels + channel]!;
        }
        y.data[(image * pixels + out) * channels + channel] = sum;
      }
    }
  }
  return y;
}

exercise('einsum-warm-up', ({ test, run, seed }) => {
  for (const shape of [[7], [5, 7], [2, 3, 5, 7]]) {
    test(`batchedLinear, ${shape.length - 1} leading axes`, async () => {
      const random = randomArrays(seed);
      const [d, a] = [random.normal(shape), random.normal([4, 7])];
      const { y } = await run.batchedLinear({ d, a });
      const magnitudes = linear64(abs64(widen(d)), abs64(widen(a)));
      expectProduct(y, linear64(widen(d), widen(a)), magnitudes, 7);
    });
  }

  test('dimImages of several images that are not square, with several channels', async () => {
    const random = randomArrays(seed);
    const [images, dimBy] = [random.normal([2, 3, 5, 3]), random.normal([4])];
    const { y } = await run.dimImages({ images, dimBy });
    const expected = dim64(widen(images), widen(dimBy));
    expectProduct(y, expected, abs64(expected), 1);
  });

  test('mixPixels of several images that are not square, with several channels', async () => {
    const random = randomArrays(seed);
    const [images, b] = [random.normal([2, 3, 5, 3]), random.normal([15, 15])];
    const { y } = await run.mixPixels({ images, b });
    expectProduct(y, mix64(widen(images), widen(b)), mix64(abs64(widen(images)), abs64(widen(b))), 15);
  });

  test('one image with one channel', async () => {
    const random = randomArrays(seed);
    const [images, b, dimBy] = [random.normal([1, 2, 4, 1]), random.normal([8, 8]), random.normal([1])];
    const mixed = await run.mixPixels({ images, b });
    expectProduct(mixed.y, mix64(widen(images), widen(b)), mix64(abs64(widen(images)), abs64(widen(b))), 8);
    const dimmed = await run.dimImages({ images, dimBy });
    const expected = dim64(widen(images), widen(dimBy));
    expectProduct(dimmed.y, expected, abs64(expected), 1);
  });

  test('a permutation matrix moves pixels, exactly', async () => {
    const random = randomArrays(seed);
    const images = random.normal([1, 2, 3, 2]);
    const source = random.permutation(6);
    const b = f32(
      [6, 6],
      Array.from({ length: 36 }, (_, i) => (i % 6 === source[Math.floor(i / 6)] ? 1 : 0)),
    );
    const { y } = await run.mixPixels({ images, b });
    const moved = source.flatMap((pixel) => [images.data[2 * pixel]!, images.data[2 * pixel + 1]!]);
    expectSame(y, f32([1, 2, 3, 2], moved), 'y');
  });

  test('inputs whose elements lie in another order', async () => {
    const random = randomArrays(seed);
    const [d, a] = [random.normal([5, 7]), random.normal([4, 7])];
    const { y } = await run.batchedLinear({ d, a, layout: 'permuted' });
    expectProduct(y, linear64(widen(d), widen(a)), linear64(abs64(widen(d)), abs64(widen(a))), 7);
    const [images, b] = [random.normal([2, 3, 5, 3]), random.normal([15, 15])];
    const { y: mixed } = await run.mixPixels({ images, b, layout: 'permuted' });
    expectProduct(mixed, mix64(widen(images), widen(b)), mix64(abs64(widen(images)), abs64(widen(b))), 15);
  });

  test('gradients go to both inputs', async () => {
    const random = randomArrays(seed);
    const tolerance = twice(ew);
    const [d, a] = [random.normal([5, 7]), random.normal([4, 7])];
    let gradOut = random.normal([5, 4]);
    const linear = await run.batchedLinear({ d, a, gradOut });
    const forward = (inputs: { d: Array64; a: Array64 }) => linear64(inputs.d, inputs.a);
    expectGradients(linear.grads, {
      forward,
      inputs: { d: widen(d), a: widen(a) },
      gradOut,
      tolerance,
      seed,
    });

    const [images, b] = [random.normal([1, 2, 4, 1]), random.normal([8, 8])];
    gradOut = random.normal([1, 2, 4, 1]);
    const mixed = await run.mixPixels({ images, b, gradOut });
    expectGradients(mixed.grads, {
      forward: (inputs) => mix64(inputs.images, inputs.b),
      inputs: { images: widen(images), b: widen(b) },
      gradOut,
      tolerance,
      seed,
    });
  });
});
