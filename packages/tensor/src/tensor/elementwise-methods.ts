/** Element-wise methods of tensors. Operands broadcast, and numbers take the type of the tensor beside them. */
import type { DType } from '../dtype.ts';
import { TensorBase } from './base.ts';
import { derive, elementwise } from './derive.ts';
import type { Tensor } from './tensor.ts';
import type { TensorLike } from './types.ts';

export abstract class ElementwiseMethods extends TensorBase {
  /** This tensor, by its full type. */
  protected get self(): Tensor {
    return this as unknown as Tensor;
  }

  // Arithmetic

  /** Sum, element by element. */
  add(other: TensorLike): Tensor {
    return elementwise('add', this.self, other);
  }
  /** Difference, element by element. */
  sub(other: TensorLike): Tensor {
    return elementwise('sub', this.self, other);
  }
  /** Product, element by element. */
  mul(other: TensorLike): Tensor {
    return elementwise('mul', this.self, other);
  }
  /** Quotient, element by element, as f32 for integers too. */
  div(other: TensorLike): Tensor {
    return elementwise('div', this.self, other);
  }
  /** Quotient rounded down. */
  floorDiv(other: TensorLike): Tensor {
    return elementwise('floorDiv', this.self, other);
  }
  /** What {@link floorDiv} leaves; it has the sign of the divisor. */
  remainder(other: TensorLike): Tensor {
    return elementwise('remainder', this.self, other);
  }
  /** Power. Negative numbers have powers with whole exponents only; others are NaN. */
  pow(exponent: TensorLike): Tensor {
    if (exponent === 2) return this.square();
    if (exponent === 1) return this.alias();
    return elementwise('pow', this.self, exponent);
  }
  /** The larger of two; where they are equal, both get half of the gradient. */
  maximum(other: TensorLike): Tensor {
    return elementwise('maximum', this.self, other);
  }
  /** The smaller of two; where they are equal, both get half of the gradient. */
  minimum(other: TensorLike): Tensor {
    return elementwise('minimum', this.self, other);
  }
  /** Keeps values within bounds. A bound itself counts as outside by half, as in {@link maximum}. */
  clamp(low: TensorLike | undefined, high?: TensorLike): Tensor {
    const above = low === undefined ? this.self : this.maximum(low);
    return high === undefined ? above : above.minimum(high);
  }
  /** The negative. */
  neg(): Tensor {
    return elementwise('neg', this.self);
  }
  /** The absolute value. */
  abs(): Tensor {
    return elementwise('abs', this.self);
  }
  /** −1, 0 or 1. */
  sign(): Tensor {
    return elementwise('sign', this.self);
  }
  /** x². */
  square(): Tensor {
    return elementwise('mul', this.self, this.self);
  }
  /** 1/x. */
  reciprocal(): Tensor {
    return elementwise('div', 1, this.self);
  }

  // Functions

  /** Square root; NaN below 0. */
  sqrt(): Tensor {
    return elementwise('sqrt', this.self);
  }
  /** 1/√x. */
  rsqrt(): Tensor {
    return elementwise('rsqrt', this.self);
  }
  /** eˣ. */
  exp(): Tensor {
    return elementwise('exp', this.self);
  }
  /** Natural logarithm; −∞ at 0, NaN below. */
  log(): Tensor {
    return elementwise('log', this.self);
  }
  /** log(1 + x), exact near 0. */
  log1p(): Tensor {
    return elementwise('log1p', this.self);
  }
  /** Sine of an angle in radians, of at most 2²⁴; NaN beyond that, where neighbouring f32 are 2 apart. */
  sin(): Tensor {
    return elementwise('sin', this.self);
  }
  /** Cosine of an angle in radians; see {@link sin}. */
  cos(): Tensor {
    return elementwise('cos', this.self);
  }
  /** Hyperbolic tangent. */
  tanh(): Tensor {
    return elementwise('tanh', this.self);
  }
  /** 1/(1 + e⁻ˣ), without overflow. */
  sigmoid(): Tensor {
    return elementwise('sigmoid', this.self);
  }
  /** The error function. */
  erf(): Tensor {
    return elementwise('erf', this.self);
  }
  /** The next integer below. */
  floor(): Tensor {
    return elementwise('floor', this.self);
  }
  /** The next integer above. */
  ceil(): Tensor {
    return elementwise('ceil', this.self);
  }
  /** To the nearest integer, halves to the even one. */
  round(): Tensor {
    return elementwise('round', this.self);
  }
  /** The fraction cut off. */
  trunc(): Tensor {
    return elementwise('trunc', this.self);
  }
  /** Whether elements are no number, as bool. */
  isNaN(): Tensor {
    return elementwise('isNaN', this.self);
  }
  /** Whether elements are neither infinite nor NaN, as bool. */
  isFinite(): Tensor {
    return elementwise('isFinite', this.self);
  }

  // Comparisons give bool

  /** Whether elements are equal, as bool. */
  eq(other: TensorLike): Tensor {
    return elementwise('eq', this.self, other);
  }
  /** Whether elements differ, as bool. */
  ne(other: TensorLike): Tensor {
    return elementwise('ne', this.self, other);
  }
  /** Whether elements are less, as bool. */
  lt(other: TensorLike): Tensor {
    return elementwise('lt', this.self, other);
  }
  /** Whether elements are less or equal, as bool. */
  le(other: TensorLike): Tensor {
    return elementwise('le', this.self, other);
  }
  /** Whether elements are greater, as bool. */
  gt(other: TensorLike): Tensor {
    return elementwise('gt', this.self, other);
  }
  /** Whether elements are greater or equal, as bool. */
  ge(other: TensorLike): Tensor {
    return elementwise('ge', this.self, other);
  }
  /** Whether both are true. */
  logicalAnd(other: Tensor): Tensor {
    return elementwise('logicalAnd', this.self, other);
  }
  /** Whether at least one is true. */
  logicalOr(other: Tensor): Tensor {
    return elementwise('logicalOr', this.self, other);
  }
  /** Whether elements are false. */
  logicalNot(): Tensor {
    return elementwise('logicalNot', this.self);
  }

  // Bits of i32 and u32

  /** Bits that are 1 in both. */
  bitAnd(other: TensorLike): Tensor {
    return elementwise('bitAnd', this.self, other);
  }
  /** Bits that are 1 in at least one. */
  bitOr(other: TensorLike): Tensor {
    return elementwise('bitOr', this.self, other);
  }
  /** Bits that are 1 in one and 0 in the other. */
  bitXor(other: TensorLike): Tensor {
    return elementwise('bitXor', this.self, other);
  }
  /** Bits moved to the left; zeros come in. */
  shiftLeft(bits: TensorLike): Tensor {
    return elementwise('shiftLeft', this.self, bits);
  }
  /** Bits moved to the right; the sign comes in for i32, zeros for u32. */
  shiftRight(bits: TensorLike): Tensor {
    return elementwise('shiftRight', this.self, bits);
  }

  // Choice

  /** Where this tensor of bool is true, the first, else the second. */
  where(ifTrue: TensorLike, ifFalse: TensorLike): Tensor {
    return elementwise('where', this.self.to('bool'), ifTrue, ifFalse);
  }
  /** A number where the mask is true; there the gradient is 0. */
  maskedFill(mask: Tensor, value: number): Tensor {
    return elementwise('where', mask.to('bool'), value, this.self);
  }

  /**
   * The same values as elements of another type. Everything but 0 is true. For integers, fractions are cut off, what is
   * beyond the range becomes its end, and NaN 0; between integers, the bits stay.
   */
  to(dtype: DType): Tensor {
    if (dtype === this.dtype) return this.self;
    const from = this.dtype;
    return derive({ kind: 'cast' }, [this.self], this.shape, dtype, (g) => [g.to(from)]);
  }

  /** The same value, as another tensor. Gradients flow through. */
  alias(): Tensor {
    const movement = { kind: 'reshape', shape: this.shape } as const;
    return derive({ kind: 'move', movement }, [this.self], this.shape, this.dtype, (g) => [g]);
  }
}
