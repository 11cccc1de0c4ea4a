import { promote } from '../dtype.ts';
import { ShapeError, TensorError } from '../errors.ts';
import { broadcastShapes, show, sizeOf } from '../shape/shape.ts';
import { derive } from './derive.ts';
import type { Tensor } from './tensor.ts';

/** See {@link Tensor.matmul}. */
export function matmul(left: Tensor, right: Tensor): Tensor {
  if (left.rank === 0 || right.rank === 0) {
    throw new ShapeError(
      `matmul: shapes ${show(left.shape)} and ${show(right.shape)}: both sides need an axis; use mul() for numbers`,
    );
  }
  // A vector is a row on the left and a column on the right, and the axis of length 1 goes away again.
  if (left.rank === 1) return matmul(left.unsqueeze(0), right).squeeze(right.rank === 1 ? 0 : -2);
  if (right.rank === 1) return matmul(left, right.unsqueeze(1)).squeeze(-1);

  const [m, k, n] = [left.shape.at(-2)!, left.shape.at(-1)!, right.shape.at(-1)!];
  if (k !== right.shape.at(-2)) {
    const hint =
      k === n
        ? `; transpose the right one: b.transpose(-2, -1) has shape ${show(right.transpose(-2, -1).shape)}`
        : '';
    throw new ShapeError(
      `matmul: the last axis of ${show(left.shape)} has length ${k}, the second to last of ${show(right.shape)} has ` +
        `${right.shape.at(-2)}; they must be equal${hint}`,
    );
  }
  const dtype = promote(left.dtype, right.dtype);
  if (dtype === 'bool') throw new TensorError('matmul takes numbers, not bool; convert with to()');
  const [a, b] = [left.to(dtype), right.to(dtype)];

  // One matrix on the right serves all rows of the left: no batch, and no sum over one in the gradient.
  if (b.rank === 2 && a.rank > 2) {
    const rows = sizeOf(a.shape.slice(0, -1));
    return multiply(a.reshape([rows, k]), b).reshape([...a.shape.slice(0, -1), n]);
  }

  const batch = broadcastShapes('matmul', a.shape.slice(0, -2), b.shape.slice(0, -2));
  return multiply(a.broadcastTo([...batch, m, k]), b.broadcastTo([...batch, k, n]));
}

/** Batched product of two tensors with equal batch axes. */
function multiply(a: Tensor, b: Tensor): Tensor {
  const shape = [...a.shape.slice(0, -1), b.shape.at(-1)!];
  return derive({ kind: 'matmul' }, [a, b], shape, a.dtype, (g, { inputs: [left, right] }) => [
    left!.requiresGrad ? multiply(g, right!.transpose(-2, -1)) : undefined,
    right!.requiresGrad ? multiply(left!.transpose(-2, -1), g) : undefined,
  ]);
}
