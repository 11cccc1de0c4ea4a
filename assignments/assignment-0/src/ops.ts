/**
 * Operations on tensors: which forward function they wrap, and which of your backward functions belong to it. Finished.
 * An operation is put together when it is first used, so exercises that you have not reached do no harm.
 */
import type { Arr } from './arr.ts';
import {
  addBack0,
  addBack1,
  divideBack0,
  divideBack1,
  subtractBack0,
  subtractBack1,
} from './arithmetic-backs.ts';
import { backprop } from './backprop.ts';
import { einsumBack } from './einsum-back.ts';
import * as forward from './forward.ts';
import { getitem, getitemBack, type Index } from './getitem-back.ts';
import { logBack } from './log-back.ts';
import { matmulBack0, matmulBack1 } from './matmul-back.ts';
import { maximumBack0, maximumBack1 } from './maximum-relu.ts';
import { multiplyBack0, multiplyBack1 } from './multiply-back.ts';
import { einsum as einsumForward } from './own-einsum.ts';
import { backFuncs } from './registry.ts';
import { expandBack, expBack, negativeBack, permuteBack, reshapeBack } from './shape-backs.ts';
import { stack as stackForward, stackBack } from './stack-back.ts';
import { sumBack } from './sum-back.ts';
import { type BackFn, type ForwardFn, Tensor } from './tensor.ts';
import { type Lifted, wrapForward } from './wrap-forward.ts';

declare module './tensor.ts' {
  interface Tensor {
    log(): Tensor;
    exp(): Tensor;
    negative(): Tensor;
    add(y: Tensor | number): Tensor;
    subtract(y: Tensor | number): Tensor;
    multiply(y: Tensor | number): Tensor;
    divide(y: Tensor | number): Tensor;
    maximum(y: Tensor | number): Tensor;
    /** 1 where elements are equal, else 0. Not differentiable. */
    eq(y: Tensor | number): Tensor;
    reshape(shape: readonly number[]): Tensor;
    permute(axes: readonly number[]): Tensor;
    expand(shape: readonly number[]): Tensor;
    sum(options?: forward.SumOptions): Tensor;
    matmul(y: Tensor): Tensor;
    getitem(index: Index): Tensor;
    /** Adds the gradients of this tensor to the leaves that it was computed from: your `backprop`. */
    backward(endGrad?: Tensor): void;
  }
}

/** Wraps a forward function when it is first called. */
function op<F extends ForwardFn>(
  fn: F,
  backs: () => BackFn[],
  isDifferentiable = true,
): (...args: Lifted<F>) => Tensor {
  let wrapped: ((...args: Lifted<F>) => Tensor) | undefined;
  return (...args) => {
    if (wrapped === undefined) {
      wrapped = wrapForward(fn, isDifferentiable);
      for (const [argIndex, back] of backs().entries()) backFuncs.add(fn, argIndex, back);
    }
    return wrapped(...args);
  };
}

const methods = {
  log: op(forward.log, () => [logBack]),
  exp: op(forward.exp, () => [expBack]),
  negative: op(forward.negative, () => [negativeBack]),
  add: op(forward.add, () => [addBack0, addBack1]),
  subtract: op(forward.subtract, () => [subtractBack0, subtractBack1]),
  multiply: op(forward.multiply, () => [multiplyBack0, multiplyBack1]),
  divide: op(forward.divide, () => [divideBack0, divideBack1]),
  maximum: op(forward.maximum, () => [maximumBack0, maximumBack1]),
  eq: op(forward.eq, () => [], false),
  reshape: op(forward.reshape, () => [reshapeBack]),
  permute: op(forward.permute, () => [permuteBack]),
  expand: op(forward.expand, () => [expandBack]),
  sum: op(forward.sum, () => [sumBack]),
  matmul: op(forward.matmul, () => [matmulBack0, matmulBack1]),
  getitem: op(getitem, () => [getitemBack]),
  backward: backprop,
};
for (const [name, method] of Object.entries(methods)) {
  Object.defineProperty(Tensor.prototype, name, {
    value(this: Tensor, ...args: unknown[]) {
      return (method as (...all: unknown[]) => Tensor | void)(this, ...args);
    },
  });
}

/** Einstein's summation of tensors; see your `einsum`. */
export function einsumTensors(pattern: string, ...xs: Tensor[]): Tensor {
  const fn = (...arrs: Arr[]): Arr => einsumForward(pattern, ...arrs);
  const backs = xs.map((_, k): BackFn => (gradOut: Arr, _out: Arr, ...args: never[]) => {
    return einsumBack(k, gradOut, pattern, ...args.slice(0, xs.length));
  });
  return op(fn, () => backs)(...xs);
}

/** Joins tensors along a new axis; see your `stack`. */
export function stackTensors(xs: readonly Tensor[], dim = 0): Tensor {
  const fn = (...arrs: Arr[]): Arr => stackForward(arrs, dim);
  const backs = xs.map((_, k): BackFn => (gradOut: Arr, _out: Arr, ...args: never[]) => {
    return stackBack(k, gradOut, args.slice(0, xs.length), dim);
  });
  return op(fn, () => backs)(...xs);
}
