/** A dozen telling kernels as text: what the engine writes for them is seen when it changes. */
import { expect, test } from 'vitest';
import { schedule } from '../../src/backend/webgpu/schedule.ts';
import { randn, tensor, type Tensor } from '../../src/index.ts';
import { rmsNorm, softmax } from './support/transformer.ts';

const x = (...shape: number[]): Tensor => randn(shape, { seed: 1 });

/** The WGSL of the kernels that would compute a tensor; all adapters bind eight buffers at least. */
function kernelsOf(y: Tensor, family: 'processor' | 'gpu' = 'processor'): string[] {
  return schedule([y.node], { maxBindings: 8, family }).programs.map(({ wgsl }) => wgsl);
}

test('an element-wise chain, four at a time', () => {
  expect(kernelsOf(x(8, 8).mul(2).add(1).maximum(0))).toMatchInlineSnapshot();
});

test('of an odd number of elements', () => {
  expect(kernelsOf(x(3, 5).exp())).toMatchInlineSnapshot();
});

test('broadcast: a row and a column', () => {
  expect(kernelsOf(x(6, 1).add(x(7)))).toMatchInlineSnapshot();
});

test('a transposed view', () => {
  expect(kernelsOf(x(6, 8).transpose(0, 1).neg())).toMatchInlineSnapshot();
});

test('every other element, backwards', () => {
  expect(kernelsOf(x(9).slice([null, null, -2]).abs())).toMatchInlineSnapshot();
});

test('padding', () => {
  expect(kernelsOf(x(5).pad(0, 2, 1))).toMatchInlineSnapshot();
});

test('a sum of rows', () => {
  expect(kernelsOf(x(20, 32).sum(1))).toMatchInlineSnapshot();
});

test('a sum of columns', () => {
  expect(kernelsOf(x(20, 32).sum(0))).toMatchInlineSnapshot();
});

test('softmax', () => {
  expect(kernelsOf(softmax(x(20, 32)))).toMatchInlineSnapshot();
});

test('RMSNorm', () => {
  expect(kernelsOf(rmsNorm(x(20, 32), x(32)))).toMatchInlineSnapshot();
});

test('rows of a table', () => {
  expect(kernelsOf(x(10, 4).indexSelect(0, tensor(Int32Array.of(3, 1, 2))))).toMatchInlineSnapshot();
});

test('running sums', () => {
  expect(kernelsOf(x(4, 6).cumsum(1))).toMatchInlineSnapshot();
});

test('log, which WGSL leaves open outside of positive numbers', () => {
  expect(kernelsOf(x(4).log())).toMatchInlineSnapshot();
});

test('a product with bias and activation', () => {
  expect(kernelsOf(x(64, 32).matmul(x(32, 64)).add(x(64)).maximum(0))).toMatchInlineSnapshot();
});

test('on a GPU: an element-wise chain', () => {
  expect(kernelsOf(x(8, 8).mul(2).add(1), 'gpu')).toMatchInlineSnapshot();
});

test('on a GPU: a sum of rows', () => {
  expect(kernelsOf(x(20, 512).sum(1), 'gpu')).toMatchInlineSnapshot();
});
