/** The value of one node from the values of its inputs. */
import { type DType, DTYPES, isFloat } from '../../dtype.ts';
import { IndexError, TensorError } from '../../errors.ts';
import type { Node, ReduceName } from '../../graph/node.ts';
import { elementwiseRow } from '../../ops/elementwise.ts';
import { sizeOf, stridesOf } from '../../shape/shape.ts';
import { contiguous, forEachElement, move, type View } from '../../shape/view.ts';

type Values = Float64Array;

export function evaluate(node: Node, inputs: readonly Values[]): Values {
  const { operation, shape, dtype } = node;
  const out = new Float64Array(sizeOf(shape));
  switch (operation.kind) {
    case 'data':
      return Float64Array.from(operation.data);
    case 'constant':
      return out.fill(rounded(operation.value, dtype));
    case 'coordinate': {
      const strides = shape.map((_length, axis) => (axis === operation.axis ? 1 : 0));
      forEachElement({ shape, strides, offset: 0 }, (position, coordinate) => (out[position] = coordinate));
      return out;
    }
    case 'elementwise': {
      const { js, int = js } = elementwiseRow(operation.name);
      const compute = isFloat(node.inputs.at(-1)!.dtype) ? js : int;
      for (let i = 0; i < out.length; i++)
        out[i] = rounded(compute(...inputs.map((input) => input[i]!)), dtype);
      return out;
    }
    case 'cast':
      return inputs[0]!.map((value) => cast(value, node.inputs[0]!.dtype, dtype));
    case 'copy':
      return inputs[0]!.slice();
    case 'move': {
      const [input] = inputs;
      // Every movement of an array that lies row by row is a view of it.
      const view = move(contiguous(node.inputs[0]!.shape), operation.movement)!;
      forEachElement(view, (position, index) => (out[position] = input![index] ?? 0));
      return out;
    }
    case 'reduce':
      return reduce(node, operation.name, inputs[0]!, out);
    case 'matmul':
      return matmul(node, inputs[0]!, inputs[1]!, out);
    case 'gather':
      return gather(node, operation.axis, inputs[0]!, inputs[1]!, out);
    case 'scatterAdd':
      return scatterAdd(node, operation.axis, inputs[0]!, inputs[1]!, out);
    case 'cumsum': {
      const stride = stridesOf(shape)[operation.axis]!;
      const length = shape[operation.axis]!;
      for (let i = 0; i < out.length; i++) {
        const isFirst = Math.floor(i / stride) % length === 0;
        out[i] = rounded((isFirst ? 0 : out[i - stride]!) + inputs[0]![i]!, dtype);
      }
      return out;
    }
    case 'argsort':
      return argsort(shape.at(-1) ?? 1, operation.descending, inputs[0]!, out);
    case 'kernel':
      throw new TensorError(
        `${operation.call.name}: the reference backend runs no WGSL; unset DAWNBOOK_BACKEND`,
      );
    default:
      throw new Error('internal: a source has its value already');
  }
}

/** Floats keep their float64 digits; integers wrap. */
function rounded(value: number, dtype: DType): number {
  return isFloat(dtype) ? value : DTYPES[dtype].round(value);
}

function cast(value: number, from: DType, dtype: DType): number {
  if (isFloat(dtype)) return value;
  // Between integers the bits stay.
  if (dtype === 'bool' || !isFloat(from)) return DTYPES[dtype].round(value);
  // WGSL cuts off the fraction and saturates.
  const [low, high] = dtype === 'i32' ? [-(2 ** 31), 2 ** 31 - 1] : [0, 2 ** 32 - 1];
  return Math.min(Math.max(Math.trunc(value), low), high) || 0;
}

type Binary = (a: number, b: number) => number;

/** Products of integers are exact modulo 2³², which float64 products are not. */
function multiplication(dtype: DType): Binary {
  return isFloat(dtype) ? (a, b) => a * b : Math.imul;
}

const REDUCE: Readonly<Record<ReduceName, { start: number; step: (dtype: DType) => Binary }>> = {
  sum: { start: 0, step: () => (a, b) => a + b },
  prod: { start: 1, step: multiplication },
  max: { start: -Infinity, step: () => Math.max },
  min: { start: Infinity, step: () => Math.min },
};

function reduce(node: Node, name: ReduceName, input: Values, out: Values): Values {
  const { start } = REDUCE[name];
  const step = REDUCE[name].step(node.dtype);
  const strides = stridesOf(node.shape).map((stride, axis) => (node.shape[axis] === 1 ? 0 : stride));
  out.fill(start);
  forEachElement({ shape: node.inputs[0]!.shape, strides, offset: 0 }, (position, index) => {
    out[index] = rounded(step(out[index]!, input[position]!), node.dtype);
  });
  return out;
}

function matmul(node: Node, a: Values, b: Values, out: Values): Values {
  const [m, n] = [node.shape.at(-2)!, node.shape.at(-1)!];
  const k = node.inputs[0]!.shape.at(-1)!;
  const multiply = multiplication(node.dtype);
  const batches = m * n === 0 ? 0 : out.length / (m * n);
  for (let batch = 0; batch < batches; batch++) {
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++) {
          const product = multiply(a[(batch * m + i) * k + l]!, b[(batch * k + l) * n + j]!);
          sum = rounded(sum + product, node.dtype);
        }
        out[(batch * m + i) * n + j] = sum;
      }
    }
  }
  return out;
}

/** The view of an array whose position along an axis is said by somebody else. */
function withoutAxis(shape: readonly number[], full: readonly number[], axis: number): View {
  return { shape, strides: stridesOf(full).with(axis, 0), offset: 0 };
}

function checked(position: number, length: number, what: string): number {
  if (position >= 0 && position < length) return position;
  throw new IndexError(`${what}: position ${position} is outside of an axis of length ${length}`);
}

function gather(node: Node, axis: number, x: Values, index: Values, out: Values): Values {
  const { shape } = node.inputs[0]!;
  const stride = stridesOf(shape)[axis]!;
  forEachElement(withoutAxis(node.shape, shape, axis), (position, base) => {
    out[position] = x[base + checked(index[position]!, shape[axis]!, 'gather') * stride]!;
  });
  return out;
}

function scatterAdd(node: Node, axis: number, index: Values, values: Values, out: Values): Values {
  const stride = stridesOf(node.shape)[axis]!;
  forEachElement(withoutAxis(node.inputs[0]!.shape, node.shape, axis), (position, base) => {
    const to = base + checked(index[position]!, node.shape[axis]!, 'scatterAdd') * stride;
    out[to] = rounded(out[to]! + values[position]!, node.dtype);
  });
  return out;
}

function argsort(length: number, descending: boolean, input: Values, out: Values): Values {
  const direction = descending ? -1 : 1;
  for (let start = 0; start < out.length; start += length) {
    const row = input.subarray(start, start + length);
    const order = Array.from(row, (_value, position) => position);
    order.sort((a, b) => direction * (row[a]! - row[b]!) || a - b);
    out.set(order, start);
  }
  return out;
}
