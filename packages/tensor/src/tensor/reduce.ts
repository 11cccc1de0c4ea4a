/** Reductions, and what is made of them. */
import { noGrad } from '../autograd/grad-mode.ts';
import { isFloat } from '../dtype.ts';
import { ShapeError } from '../errors.ts';
import type { ReduceName } from '../graph/node.ts';
import { type Gradient, notDifferentiable } from '../ops/elementwise.ts';
import { axesOf, axisOf, show, sizeOf } from '../shape/shape.ts';
import { coordinate } from './create.ts';
import { derive, deriveAs } from './derive.ts';
import type { Tensor } from './tensor.ts';
import type { Dims } from './types.ts';

/** Gradients of reductions; `output` has the reduced axes with length 1. */
const GRADIENTS: Readonly<Record<ReduceName, (axes: readonly number[]) => Gradient>> = {
  sum:
    () =>
    (g, { inputs: [x] }) => [g.broadcastTo(x!.shape)],
  // Equal extremes share the gradient.
  max: sharedByExtremes,
  min: sharedByExtremes,
  prod:
    (axes) =>
    (g, { inputs: [x] }) => [g.mul(productOfOthers(x!, axes))],
};

/** Without a quotient, which would be wrong where a factor is 0, as would be its derivatives. */
function productOfOthers(x: Tensor, axes: readonly number[]): Tensor {
  const [axis, ...rest] = axes;
  if (axis === undefined || x.size === 0) return x.onesLike();
  const along = productBefore(x, axis).mul(productBefore(x.flip(axis), axis).flip(axis));
  return rest.length === 0 ? along : along.mul(productOfOthers(x.prod(axis, true), rest));
}

/** At each position the product of what comes before it along an axis. */
function productBefore(x: Tensor, axis: number): Tensor {
  let product = x.pad(axis, 1, -1, 1);
  // Each holds the product of the last `reach` factors.
  for (let reach = 1; reach < x.shape[axis]!; reach *= 2)
    product = product.mul(product.pad(axis, reach, -reach, 1));
  return product;
}

function sharedByExtremes(axes: readonly number[]): Gradient {
  return (g, { inputs: [x], output }) => {
    const isExtreme = x!.eq(output).to(g.dtype);
    return [isExtreme.mul(g.div(isExtreme.sum(axes, true)))];
  };
}

/** One of the four reductions that are computed as such. */
export function reduce(input: Tensor, name: ReduceName, dims: Dims | undefined, keepDim: boolean): Tensor {
  const x = input.dtype === 'bool' ? input.to('i32') : input;
  const named = axesOf(name, dims, x.shape);
  // Nothing to do along axes of one element.
  const axes = named.filter((axis) => x.shape[axis] !== 1);
  if ((name === 'max' || name === 'min') && axes.some((axis) => x.shape[axis] === 0)) {
    throw new ShapeError(`${name}: there is no element along the reduced axes of shape ${show(x.shape)}`);
  }
  const kept = x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length));
  const lanes = sizeOf(axes.map((axis) => x.shape[axis]!));
  if ((name === 'sum' || name === 'prod') && lanes >= (sizeOf(kept) === 1 ? LONG : TOO_LONG)) {
    const whole = reduceParts(x, name, axes, lanes);
    return whole.reshape(keepDim ? kept : x.shape.filter((_length, axis) => !named.includes(axis)));
  }
  const result =
    axes.length === 0 ? x : derive({ kind: 'reduce', name, axes }, [x], kept, x.dtype, GRADIENTS[name](axes));
  return keepDim ? result : dropAxes(result, named);
}

/** From here on, a reduction to one number is done in two steps: one leaves all but one invocation idle. */
const LONG = 2 ** 14;
/** From here on every reduction is: each number that is added loses digits to the sum of those before it. */
const TOO_LONG = 2 ** 20 + 1;
/** Parts that are enough for the device, and how long they may be before there have to be more. */
const PARTS = 256;
const PART_LENGTH = 2 ** 16;

/**
 * Reduces parts first, and then their results. One axis is cut, so that every operand has strides, broadcast or not;
 * flattened, it would have to be found by its position among all elements, of which there may be more than an i32 counts.
 */
function reduceParts(x: Tensor, name: 'sum' | 'prod', axes: readonly number[], lanes: number): Tensor {
  const most = PARTS * 2 ** Math.max(0, Math.ceil(Math.log2(lanes / (PARTS * PART_LENGTH))));
  let before = 1;
  let outer = 0;
  while (before * x.shape[axes[outer]!]! <= most) before *= x.shape[axes[outer++]!]!;
  const axis = axes[outer]!;
  const length = x.shape[axis]!;
  const [least, largest] = [Math.ceil(most / 16 / before), Math.floor(most / before)];
  let count = largest;
  while (count >= least && length % count !== 0) count--;
  let each = length / count;
  if (count < least) {
    // No number of parts will do; so there is something more that changes nothing, and parts of whole vectors.
    each = Math.ceil(length / largest / 4) * 4;
    count = Math.ceil(length / each);
  }
  const padded = x.pad(axis, 0, count * each - length, name === 'sum' ? 0 : 1);
  const cut = padded.reshape(x.shape.toSpliced(axis, 1, count, each));
  const inner = axes.slice(outer).map((later) => later + 1);
  return reduce(reduce(cut, name, inner, true), name, [...axes.slice(0, outer), axis], true);
}

function dropAxes(x: Tensor, axes: readonly number[]): Tensor {
  return axes.length === 0 ? x : x.reshape(x.shape.filter((_length, axis) => !axes.includes(axis)));
}

/** See {@link Tensor.mean}. */
export function mean(x: Tensor, dims: Dims | undefined, keepDim: boolean): Tensor {
  const count = sizeOf(axesOf('mean', dims, x.shape).map((axis) => x.shape[axis]!));
  return (isFloat(x.dtype) ? x : x.to('f32')).sum(dims, keepDim).mul(1 / count);
}

/** See {@link Tensor.var}. */
export function variance(x: Tensor, dims: Dims | undefined, keepDim: boolean, correction: number): Tensor {
  const count = sizeOf(axesOf('var', dims, x.shape).map((axis) => x.shape[axis]!));
  const centred = x.sub(x.mean(dims, true));
  return centred
    .square()
    .sum(dims, keepDim)
    .mul(1 / Math.max(0, count - correction));
}

/** See {@link Tensor.logsumexp}. */
export function logsumexp(x: Tensor, dims: Dims | undefined, keepDim: boolean): Tensor {
  const axes = axesOf('logsumexp', dims, x.shape);
  const largest = noGrad(() => {
    const extreme = x.max(axes, true);
    // Subtracting an infinity from itself would give NaN.
    return extreme.isFinite().where(extreme, 0);
  });
  const result = x.sub(largest).exp().sum(axes, true).log().add(largest);
  return keepDim ? result : dropAxes(result, axes);
}

/** See {@link Tensor.argmax}. */
export function argExtreme(
  x: Tensor,
  name: 'max' | 'min',
  dim: number | undefined,
  keepDim: boolean,
): Tensor {
  if (dim === undefined) return argExtreme(x.flatten(), name, 0, false);
  const axis = axisOf(`arg${name}`, dim, x.shape);
  const length = x.shape[axis]!;
  const compute = (): Tensor =>
    x
      .eq(reduce(x, name, axis, true))
      .where(coordinate(x.shape, axis), length)
      .min(axis, true)
      // In a row of NaN nothing is equal to the extreme.
      .minimum(length - 1);
  const first = deriveAs(`arg${name}`, [x], compute, notDifferentiable);
  return keepDim ? first : dropAxes(first, [axis]);
}

/** See {@link Tensor.cumsum}. */
export function cumsum(input: Tensor, dim: number): Tensor {
  const x = input.dtype === 'bool' ? input.to('i32') : input;
  const axis = axisOf('cumsum', dim, x.shape);
  return derive({ kind: 'cumsum', axis }, [x], x.shape, x.dtype, (g) => [
    cumsum(g.flip(axis), axis).flip(axis),
  ]);
}
