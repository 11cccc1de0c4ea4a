/** Makes tensors out of tensors: the one place where nodes and gradient records come from. */
import { isRecording, withRecording } from '../autograd/grad-mode.ts';
import { type DType, dtypeBeside, isFloat, promote } from '../dtype.ts';
import { relieve } from '../engine.ts';
import { TensorError } from '../errors.ts';
import { newestId, Node, type Operation, nameOf } from '../graph/node.ts';
import {
  elementwiseRow,
  type ElementwiseName,
  type Gradient,
  notDifferentiable,
  type OperandKind,
} from '../ops/elementwise.ts';
import { broadcastShapes, type Shape } from '../shape/shape.ts';
import type { Tensor } from './tensor.ts';
import { newTensor } from './new-tensor.ts';
import { callerLine } from './origin.ts';
import type { TensorLike } from './types.ts';

/** The tensor that an operation gives, recorded if somebody may differentiate it. */
export function derive(
  operation: Operation,
  inputs: readonly Tensor[],
  shape: Shape,
  dtype: DType,
  gradient?: Gradient | typeof notDifferentiable,
): Tensor {
  const node = new Node(
    operation,
    inputs.map((input) => input.node),
    shape,
    dtype,
  );
  node.origin = callerLine();
  relieve(node);
  return record(newTensor(node), nameOf(node), inputs, gradient);
}

/**
 * What `compute` gives, as one operation with a gradient of its own, or without one.
 *
 * @param inputs - the tensors that the gradient is with respect to
 */
export function deriveAs(
  name: string,
  inputs: readonly Tensor[],
  compute: () => Tensor,
  gradient: Gradient | typeof notDifferentiable,
): Tensor {
  const before = newestId();
  const result = withRecording(false, compute);
  // What was there before is somebody else's, who is to keep its history.
  const own = result.node.id > before ? result : newTensor(result.node);
  return record(own, name, inputs, gradient);
}

function record(
  result: Tensor,
  name: string,
  inputs: readonly Tensor[],
  gradient: Gradient | typeof notDifferentiable | undefined,
): Tensor {
  if (!isRecording()) return result;
  if (!inputs.some((input) => input.requiresGrad)) {
    result.cutBy = inputs.find(({ cutBy }) => cutBy !== undefined)?.cutBy;
  } else if (gradient === undefined || gradient === notDifferentiable || !isFloat(result.dtype)) {
    result.cutBy = name;
  } else {
    result.record = { name, inputs, nodes: inputs.map(({ node }) => node), gradient };
  }
  return result;
}

/** One number in every element. */
export function constant(value: number, shape: Shape, dtype: DType): Tensor {
  return derive({ kind: 'constant', value }, [], shape, dtype);
}

/**
 * An element-wise operation on operands that broadcast.
 *
 * @throws ShapeError if they do not
 */
export function elementwise(name: ElementwiseName, ...operands: readonly TensorLike[]): Tensor {
  const row = elementwiseRow(name);
  const dtype = operandType(name, row.takes, name === 'where' ? operands.slice(1) : operands);
  const shape = broadcastShapes(
    name,
    ...operands.map((operand) => (typeof operand === 'number' ? [] : operand.shape)),
  );
  const inputs = operands.map((operand, index) => {
    const type = name === 'where' && index === 0 ? 'bool' : dtype;
    if (typeof operand === 'number') return constant(operand, shape, type);
    return operand.to(type).broadcastTo(shape);
  });
  return derive({ kind: 'elementwise', name }, inputs, shape, row.gives ?? dtype, row.gradient);
}

/** The type in which operands meet. */
function operandType(name: string, takes: OperandKind, operands: readonly TensorLike[]): DType {
  const tensors = operands.filter((operand) => typeof operand !== 'number');
  let dtype = tensors
    .map((tensor) => tensor.dtype)
    .reduce<DType | undefined>((a, b) => (a === undefined ? b : promote(a, b)), undefined);
  for (const operand of operands) {
    if (typeof operand === 'number') dtype = dtype === undefined ? 'f32' : dtypeBeside(operand, dtype);
  }
  const met = dtype ?? 'f32';
  switch (takes) {
    case 'float':
      return isFloat(met) ? met : 'f32';
    case 'number':
      return met === 'bool' ? 'i32' : met;
    case 'int':
      if (met === 'i32' || met === 'u32') return met;
      throw new TensorError(`${name} takes i32 or u32, not ${met}`);
    case 'bool':
      if (met === 'bool') return met;
      throw new TensorError(`${name} takes bool, not ${met}; compare first, as in x.ne(0)`);
    default:
      return met;
  }
}
