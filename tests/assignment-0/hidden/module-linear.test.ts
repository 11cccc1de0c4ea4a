import { expectClose, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { array, at, build, CLOSE, indices, nd, type Nd, sizeOf } from '../support/nd.ts';

/** y = x Wᵀ + b for rows of any leading shape. */
function linear(x: Nd, weight: Nd, bias: Nd | null): Nd {
  const [out, inner] = weight.shape as [number, number];
  return build([...x.shape.slice(0, -1), out], (index) => {
    const [row, o] = [index.slice(0, -1), index.at(-1)!];
    let sum = bias === null ? 0 : at(bias, [o]);
    for (let i = 0; i < inner; i++) sum += at(x, [...row, i]) * at(weight, [o, i]);
    return sum;
  });
}

/** The gradients of Σ y·G. */
function linearGradients(x: Nd, weight: Nd, gradOut: Nd): { x: Nd; weight: Nd; bias: Nd } {
  const [out, inner] = weight.shape as [number, number];
  const grads = {
    x: new Float64Array(sizeOf(x.shape)),
    weight: new Float64Array(out * inner),
    bias: new Float64Array(out),
  };
  let row = 0;
  for (const lead of indices(x.shape.slice(0, -1))) {
    for (let o = 0; o < out; o++) {
      const g = at(gradOut, [...lead, o]);
      grads.bias[o]! += g;
      for (let i = 0; i < inner; i++) {
        grads.x[row * inner + i]! += g * at(weight, [o, i]);
        grads.weight[o * inner + i]! += g * at(x, [...lead, i]);
      }
    }
    row++;
  }
  return {
    x: nd(x.shape, [...grads.x]),
    weight: nd(weight.shape, [...grads.weight]),
    bias: nd([out], [...grads.bias]),
  };
}

exercise('module-linear', ({ test, run, seed }) => {
  test('what is reached in two ways comes once, under its first name', async () => {
    const { names, values } = await run.moduleParameters({ tree: 'shared' });
    expectSame(
      names,
      [
        ['tied', 10],
        ['own', 1],
        ['left.bias', 11],
      ],
      'names',
    );
    expectSame(values, [10, 1, 11], 'parameters');
  });

  test('lists of modules and of parameters', async () => {
    const { names } = await run.moduleParameters({ tree: 'lists' });
    expectSame(
      names,
      [
        ['layers.0.weight', 10],
        ['layers.0.bias', 11],
        ['layers.1.weight', 20],
        ['layers.1.bias', 21],
        ['scales.0', 1],
        ['scales.1', 2],
      ],
      'names',
    );
  });

  test('other properties are no parameters; names are joined by dots', async () => {
    const { names, allRequireGrad } = await run.moduleParameters({ tree: 'mixed' });
    expectSame(
      names,
      [
        ['outer.first', 1],
        ['outer.second', 2],
        ['outer.child.weight', 10],
        ['outer.child.bias', 11],
      ],
      'names',
    );
    expectSame(allRequireGrad, true, 'all parameters require gradients');
  });

  test('initial values: uniform in ±1/√inFeatures, decided by the seed', async () => {
    const layer = (own: number) => run.linear({ inFeatures: 100, outFeatures: 200, seed: own });
    const first = await layer(seed);
    const values = [...first.weight.data, ...first.bias!.data];
    const bound = 1 / Math.sqrt(100);
    const largest = Math.max(...values.map(Math.abs));
    expectSame(
      largest <= bound * (1 + 2 ** -23),
      true,
      `the largest |weight|, ${largest}, is at most ${bound}`,
    );
    // Of 20,200 uniform values, the chance that none lies in the outermost hundredth is 0.99^20200, about 1e-88.
    expectSame(largest > 0.99 * bound, true, `the largest |weight|, ${largest}, is close to ${bound}`);
    // Five standard deviations of a mean of n uniform values in ±bound: each has bound/√3.
    const mean = values.reduce((a, b) => a + b) / values.length;
    expectClose(
      mean,
      0,
      { rtol: 0, atol: (5 * bound) / Math.sqrt(3 * values.length) },
      'mean of all parameters',
    );
    expectSame((await layer(seed)).weight, first.weight, 'weights of the same seed');
    const other = await layer(seed + 1);
    expectSame(
      other.weight.data.some((value, i) => value !== first.weight.data[i]),
      true,
      'another seed gives others',
    );
  });

  test('forward and gradients, for any number of leading axes', async () => {
    const size = fc.integer({ min: 1, max: 4 });
    const cases = fc
      .tuple(fc.array(size, { maxLength: 3 }), size, size, fc.boolean())
      .chain(([lead, inner, out, bias]) =>
        fc.record({ x: array([...lead, inner]), endGrad: array([...lead, out]), bias: fc.constant(bias) }),
      );
    for (const { x, endGrad, bias } of fc.sample(cases, 30)) {
      const inFeatures = x.shape.at(-1)!;
      const outFeatures = endGrad.shape.at(-1)!;
      const layer = await run.linear({ inFeatures, outFeatures, bias, seed, x, endGrad });
      const context = `x: [${x.shape}], ${bias ? 'with' : 'without'} bias`;
      expectSame(layer.bias === null, !bias, 'no bias', context);
      expectClose(layer.y!, linear(x, layer.weight, layer.bias), CLOSE, `y (${context})`);
      const expected = linearGradients(x, layer.weight, endGrad);
      expectClose(layer.grads['x']!, expected.x, CLOSE, `gradient of x (${context})`);
      expectClose(layer.grads['weight']!, expected.weight, CLOSE, `gradient of weight (${context})`);
      if (bias) expectClose(layer.grads['bias']!, expected.bias, CLOSE, `gradient of bias (${context})`);
    }
  });
});
