/** Methods of tensors that choose, repeat and reorder elements. They move no data where a view will do. */
import { ShapeError } from '../errors.ts';
import { bindPattern, parsePattern } from '../shape/axis-pattern.ts';
import { axisOf, type Shape, show, sizeOf } from '../shape/shape.ts';
import { constant, derive } from './derive.ts';
import { ElementwiseMethods } from './elementwise-methods.ts';
import { split } from './join.ts';
import { broadcastTo, flip, narrow, pad, permute, reshape } from './movement.ts';
import { slice, type SliceSpec } from './indexing.ts';
import type { Tensor } from './tensor.ts';

export abstract class ShapeMethods extends ElementwiseMethods {
  /** The same elements, row by row, under another shape; one length may be −1 and is then computed. */
  reshape(shape: Shape): Tensor {
    return reshape(this.self, shape);
  }
  /** Axis `i` of the result is axis `dims[i]` of this tensor. */
  permute(dims: readonly number[]): Tensor {
    return permute(this.self, dims);
  }
  /** Exchanges two axes. */
  transpose(dim0: number, dim1: number): Tensor {
    const [a, b] = [axisOf('transpose', dim0, this.shape), axisOf('transpose', dim1, this.shape)];
    const order = this.shape.map((_length, axis) => (axis === a ? b : axis === b ? a : axis));
    return a === b ? this.self : permute(this.self, order);
  }
  /** Stretches axes of length 1, and adds axes on the left. */
  broadcastTo(shape: Shape): Tensor {
    return broadcastTo(this.self, shape);
  }
  /** An axis of length 1 more, before axis `dim` of the result. */
  unsqueeze(dim: number): Tensor {
    const at = axisOf('unsqueeze', dim, [...this.shape, 1]);
    return this.reshape(this.shape.toSpliced(at, 0, 1));
  }
  /**
   * Without an axis of length 1; without all of them by default.
   *
   * @throws ShapeError if the axis is longer
   */
  squeeze(dim?: number): Tensor {
    if (dim === undefined) return this.reshape(this.shape.filter((length) => length !== 1));
    const axis = axisOf('squeeze', dim, this.shape);
    if (this.shape[axis] !== 1) {
      throw new ShapeError(
        `squeeze: axis ${axis} of shape ${show(this.shape)} has length ${this.shape[axis]}, not 1`,
      );
    }
    return this.reshape(this.shape.toSpliced(axis, 1));
  }
  /** Joins the axes from `start` to `end`, both included, to one. */
  flatten(start = 0, end = -1): Tensor {
    if (this.rank === 0) return this.reshape([1]);
    const [from, to] = [axisOf('flatten', start, this.shape), axisOf('flatten', end, this.shape)];
    const joined = sizeOf(this.shape.slice(from, to + 1));
    return this.reshape(this.shape.toSpliced(from, to - from + 1, joined));
  }
  /** Reverses the order along axes. */
  flip(dims: number | readonly number[]): Tensor {
    return flip(this.self, dims);
  }
  /** `length` elements along an axis, from `start` on. */
  narrow(dim: number, start: number, length: number): Tensor {
    return narrow(this.self, dim, start, length);
  }
  /**
   * A part, axis by axis, as Python's `x[1, :, 2:-1, ::2]` is `x.slice(1, null, [2, -1], [null, null, 2])`: a number takes
   * one position and drops the axis, `null` takes all.
   */
  slice(...specs: readonly SliceSpec[]): Tensor {
    return slice(this.self, specs);
  }
  /** A number before and after what is there, along one axis. */
  pad(dim: number, before: number, after: number, value = 0): Tensor {
    return pad(this.self, dim, before, after, value);
  }
  /** Parts of a size (the last may be smaller), or of the sizes given. */
  split(sizes: number | readonly number[], dim = 0): Tensor[] {
    return split(this.self, sizes, dim);
  }
  /** The tensor as often as said along each axis. */
  tile(repeats: readonly number[]): Tensor {
    const rank = Math.max(this.rank, repeats.length);
    const shape = [...Array.from({ length: rank - this.rank }, () => 1), ...this.shape];
    const times = [...Array.from({ length: rank - repeats.length }, () => 1), ...repeats];
    const pairs = shape.flatMap((length, axis) => [times[axis]!, length]);
    const apart = shape.flatMap((length) => [1, length]);
    return this.reshape(apart)
      .broadcastTo(pairs)
      .reshape(shape.map((length, axis) => length * times[axis]!));
  }

  /** The values in memory of their own, row by row. */
  contiguous(): Tensor {
    return derive({ kind: 'copy' }, [this.self], this.shape, this.dtype, (g) => [g]);
  }
  /** The value without its history, as another tensor of the same memory: no gradient flows through. */
  abstract detach(): Tensor;

  /** Zeros of this shape and type. */
  zerosLike(): Tensor {
    return constant(0, this.shape, this.dtype);
  }
  /** Ones of this shape and type. */
  onesLike(): Tensor {
    return constant(1, this.shape, this.dtype);
  }

  /**
   * Checks the shape against names: `x.expect('batch seq dModel', axes)`.
   *
   * @param axes - lengths by name. Names that are not in it yet are added, so that one record, passed along, checks that a
   * name has the same length everywhere
   * @returns this tensor
   * @throws ShapeError if the number of axes or a length is another
   */
  expect(pattern: string, axes: Record<string, number> = {}): Tensor {
    const { sizes } = bindPattern('expect', pattern, parsePattern('expect', pattern), this.shape, axes);
    Object.assign(axes, Object.fromEntries(sizes));
    return this.self;
  }
}
