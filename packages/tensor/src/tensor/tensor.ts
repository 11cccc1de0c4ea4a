/** The tensor class, with everything that is left for it. */
import { axisOf } from '../shape/shape.ts';
import { argsort, gather, indexSelect, oneHot, scatterAdd, triangle } from './indexing.ts';
import { matmul } from './matmul.ts';
import { setTensorFactory } from './new-tensor.ts';
import { argExtreme, cumsum, logsumexp, mean, reduce, variance } from './reduce.ts';
import { ShapeMethods } from './shape-methods.ts';
import type { Dims } from './types.ts';

/** Values and where they come from, largest or smallest first. */
export interface Sorted {
  readonly values: Tensor;
  /** Positions along the sorted axis, i32. */
  readonly indices: Tensor;
}

/**
 * An array of numbers with named operations, computed on the GPU when somebody reads it.
 *
 * Operations return at once: they record what is to be computed. {@link Tensor.data}, `array()` and `item()` compute and
 * read; `realize()` and `submit()` compute. Reductions take axes as a number, a list, or all of them by default; axes may
 * be negative. Names and broadcasting are those of PyTorch and NumPy.
 */
export class Tensor extends ShapeMethods {
  override detach(): Tensor {
    return new Tensor(this.node);
  }

  // Reductions

  /** Sum. */
  sum(dims?: Dims, keepDim = false): Tensor {
    return reduce(this, 'sum', dims, keepDim);
  }
  /** Product. */
  prod(dims?: Dims, keepDim = false): Tensor {
    return reduce(this, 'prod', dims, keepDim);
  }
  /** Largest element. Equal ones share the gradient. */
  max(dims?: Dims, keepDim = false): Tensor {
    return reduce(this, 'max', dims, keepDim);
  }
  /** Smallest element. Equal ones share the gradient. */
  min(dims?: Dims, keepDim = false): Tensor {
    return reduce(this, 'min', dims, keepDim);
  }
  /** Arithmetic mean. */
  mean(dims?: Dims, keepDim = false): Tensor {
    return mean(this, dims, keepDim);
  }
  /** Variance, in two passes; divides by the number of elements minus `correction`. */
  var(dims?: Dims, keepDim = false, correction = 1): Tensor {
    return variance(this, dims, keepDim, correction);
  }
  /** Standard deviation, as {@link var}. */
  std(dims?: Dims, keepDim = false, correction = 1): Tensor {
    return variance(this, dims, keepDim, correction).sqrt();
  }
  /** log Σ exp, without overflow. */
  logsumexp(dims?: Dims, keepDim = false): Tensor {
    return logsumexp(this, dims, keepDim);
  }
  /** Whether any element is not 0. */
  any(dims?: Dims, keepDim = false): Tensor {
    return this.to('bool').to('i32').max(dims, keepDim).to('bool');
  }
  /** Whether no element is 0. */
  all(dims?: Dims, keepDim = false): Tensor {
    return this.to('bool').to('i32').min(dims, keepDim).to('bool');
  }
  /** Position of the largest element along an axis, or in the flattened tensor, as i32; the first of equal ones. */
  argmax(dim?: number, keepDim = false): Tensor {
    return argExtreme(this, 'max', dim, keepDim);
  }
  /** Position of the smallest element, as {@link argmax}. */
  argmin(dim?: number, keepDim = false): Tensor {
    return argExtreme(this, 'min', dim, keepDim);
  }
  /** Running sums along an axis. */
  cumsum(dim: number): Tensor {
    return cumsum(this, dim);
  }

  // Products

  /**
   * Matrix product over the last two axes; leading ones broadcast. A vector is a row on the left and a column on the right.
   *
   * @throws ShapeError if the inner lengths differ
   */
  matmul(other: Tensor): Tensor {
    return matmul(this, other);
  }

  // Positions that other tensors say

  /**
   * `out[i][j] = x[i][index[i][j]]` for `dim` 1, and so on. The index is i32 or u32, with as many axes as this tensor.
   * Positions outside are an error with checks on, and undefined without.
   */
  gather(dim: number, index: Tensor): Tensor {
    return gather(this, dim, index);
  }
  /** This tensor, with values added where the index says; the counterpart of {@link gather}. Repeats add up. */
  scatterAdd(dim: number, index: Tensor, values: Tensor): Tensor {
    return scatterAdd(this, dim, index, values);
  }
  /** Whole slices along an axis: the axis is replaced by the axes of the index. Rows of a table for `dim` 0. */
  indexSelect(dim: number, index: Tensor): Tensor {
    return indexSelect(this, dim, index);
  }
  /** 1 at the position that each element says, else 0: one more axis, of `numClasses`. */
  oneHot(numClasses: number): Tensor {
    return oneHot(this, numClasses);
  }
  /** The last two axes, with 0 above a diagonal. */
  tril(diagonal = 0): Tensor {
    return triangle(this, 'lower', diagonal);
  }
  /** The last two axes, with 0 below a diagonal. */
  triu(diagonal = 0): Tensor {
    return triangle(this, 'upper', diagonal);
  }

  // Order

  /** Positions that sort along an axis; equal elements keep their order. */
  argsort(dim = -1, descending = false): Tensor {
    return argsort(this, dim, descending);
  }
  /** Sorts along an axis; equal elements keep their order. */
  sort(dim = -1, descending = false): Sorted {
    const indices = argsort(this, dim, descending);
    return { values: gather(this, dim, indices), indices };
  }
  /** The k largest elements along an axis, largest first; of equal ones those that come first. */
  topk(k: number, dim = -1): Sorted {
    const axis = axisOf('topk', dim, this.shape);
    const indices = argsort(this, axis, true).narrow(axis, 0, k);
    return { values: gather(this, axis, indices), indices };
  }
}

setTensorFactory((node) => new Tensor(node));
