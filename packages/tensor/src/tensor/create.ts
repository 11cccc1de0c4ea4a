/** New tensors. */
import { type DType, DTYPES, dtypeOf, isFloat, type TypedArray } from '../dtype.ts';
import { ShapeError, TensorError } from '../errors.ts';
import { Node } from '../graph/node.ts';
import { axisOf, checkShape, type Shape, show, sizeOf } from '../shape/shape.ts';
import { constant, derive } from './derive.ts';
import { newTensor } from './new-tensor.ts';
import type { Tensor } from './tensor.ts';
import type { NestedArray } from './types.ts';

/** Options of new tensors. */
export interface TensorOptions {
  /** Type of the elements; that of the data by default, f32 for plain numbers. */
  readonly dtype?: DType;
  /** Whether it is to get gradients; not by default. */
  readonly requiresGrad?: boolean;
}

/**
 * A tensor of the numbers of nested arrays, or of a typed array.
 *
 * @param data - numbers or booleans, nested as deep as there are axes; or a typed array, which is copied; Float64Array
 * becomes f32, and Uint8Array bool
 * @param shape - of a typed array or flat list; one axis by default
 * @throws ShapeError if rows differ in length, or the shape has another number of elements
 * @throws TensorError for typed arrays of other classes
 */
export function tensor(
  data: NestedArray | TypedArray | Float64Array,
  shape?: Shape,
  options: TensorOptions = {},
): Tensor {
  if (ArrayBuffer.isView(data)) return fromTypedArray(data, shape ?? [data.length], options);
  const found = nestedShape(data);
  const values: number[] = [];
  let booleans = true;
  flatten(data, found, 0, (value) => {
    booleans &&= typeof value === 'boolean';
    values.push(Number(value));
  });
  const dtype = options.dtype ?? (booleans && values.length > 0 ? 'bool' : 'f32');
  return fromTypedArray(toTyped(values, dtype), shape ?? found, { ...options, dtype });
}

function fromTypedArray(data: TypedArray | Float64Array, shape: Shape, options: TensorOptions): Tensor {
  const found = dtypeOf(data);
  checkShape('tensor', shape);
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `tensor: ${data.length} values do not fill shape ${show(shape)}, which has ${sizeOf(shape)}`,
    );
  }
  const dtype = options.dtype ?? found;
  const isAsStored = dtype === found && data.BYTES_PER_ELEMENT === DTYPES[dtype].bytes;
  const own = isAsStored ? (data as TypedArray).slice() : toTyped(data, dtype);
  const result = newTensor(new Node({ kind: 'data', data: own }, [], [...shape], dtype));
  if (options.requiresGrad === true) result.requiresGrad = true;
  return result;
}

function toTyped(values: ArrayLike<number>, dtype: DType): TypedArray {
  const { array, round } = DTYPES[dtype];
  return new array(Array.from(values, dtype === 'bool' ? round : (value) => value));
}

function nestedShape(data: NestedArray): number[] {
  const shape: number[] = [];
  for (let level: NestedArray | undefined = data; Array.isArray(level); level = (level as NestedArray[])[0])
    shape.push((level as NestedArray[]).length);
  return shape;
}

function flatten(
  data: NestedArray,
  shape: Shape,
  axis: number,
  use: (value: number | boolean) => void,
): void {
  if (!Array.isArray(data)) {
    if (axis !== shape.length) throw ragged(shape);
    if (typeof data !== 'number' && typeof data !== 'boolean')
      throw new TensorError(`tensor: ${String(data)} is neither a number nor a boolean`);
    return use(data);
  }
  if (axis === shape.length || data.length !== shape[axis]) throw ragged(shape);
  for (const item of data as NestedArray[]) flatten(item, shape, axis + 1, use);
}

function ragged(shape: Shape): ShapeError {
  return new ShapeError(
    `tensor: the nested arrays do not all have the lengths ${show(shape)} of the first ones`,
  );
}

/** A tensor with one number everywhere. */
export function full(shape: Shape, value: number, options: TensorOptions = {}): Tensor {
  checkShape('full', shape);
  const result = constant(value, [...shape], options.dtype ?? 'f32');
  if (options.requiresGrad === true) result.requiresGrad = true;
  return result;
}

/** A tensor of zeros. */
export function zeros(shape: Shape, options?: TensorOptions): Tensor {
  return full(shape, 0, options);
}

/** A tensor of ones. */
export function ones(shape: Shape, options?: TensorOptions): Tensor {
  return full(shape, 1, options);
}

/**
 * Coordinates along one axis of a shape, as i32.
 *
 * @throws ShapeError if there is no such axis, or it is longer than an i32 counts
 */
export function coordinate(shape: Shape, axis: number): Tensor {
  checkShape('coordinate', shape);
  const along = axisOf('coordinate', axis, shape);
  if (shape[along]! > 2 ** 31)
    throw new ShapeError(`coordinate: axis ${along} of shape ${show(shape)} is longer than an i32 counts`);
  return derive({ kind: 'coordinate', axis: along }, [], [...shape], 'i32');
}

/**
 * `start`, `start + step`, … up to but not including `end`; from 0 if only the end is given. As i32 if start and step are
 * whole numbers, else f32, unless another type is asked for.
 *
 * @throws RangeError if the step is 0, or a number is not finite
 */
export function arange(start: number, end?: number, step = 1, options: { dtype?: DType } = {}): Tensor {
  if (end === undefined) return arange(0, start, step, options);
  if (step === 0) throw new RangeError('arange: the step is 0');
  if (![start, end, step].every(Number.isFinite))
    throw new RangeError(`arange: from ${start} to ${end} in steps of ${step} is not finite`);
  const length = Math.max(0, Math.ceil((end - start) / step));
  const natural = Number.isInteger(start) && Number.isInteger(step) ? 'i32' : 'f32';
  const { dtype = natural } = options;
  const computed = isFloat(dtype) ? dtype : natural;
  return coordinate([length], 0).to(computed).mul(step).add(start).to(dtype);
}

/**
 * `count` numbers from `start` to `end`, both included, at equal distances.
 *
 * @throws RangeError if the count is not a whole number of at least 0
 */
export function linspace(start: number, end: number, count: number): Tensor {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError(`linspace: count ${count} is not a whole number of at least 0`);
  if (count === 1) return full([1], start);
  const step = (end - start) / (count - 1);
  const position = coordinate([count], 0);
  // From whichever end is nearer, so that both are exact.
  const forth = position.to('f32').mul(step).add(start);
  const back = position
    .sub(count - 1)
    .to('f32')
    .mul(step)
    .add(end);
  return position.lt(count / 2).where(forth, back);
}

/** The identity matrix, or its upper left part. */
export function eye(rows: number, columns = rows, options: { dtype?: DType } = {}): Tensor {
  const shape = [rows, columns];
  checkShape('eye', shape);
  return coordinate(shape, 0)
    .eq(coordinate(shape, 1))
    .to(options.dtype ?? 'f32');
}
