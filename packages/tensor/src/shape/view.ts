/**
 * Strided views: which element of a flat array stands at each position of a shape.
 *
 * The idea is NumPy's; permuting, broadcasting, slicing and most reshapes change a few numbers and move no data.
 */
import { type Shape, sizeOf, stridesOf } from './shape.ts';

/** Element `c` of the view is element `offset + Σ c[axis] · strides[axis]` of the flat array. */
export interface View {
  readonly shape: Shape;
  readonly strides: readonly number[];
  readonly offset: number;
}

/** Operations that only choose, repeat or reorder elements. */
export type Movement =
  | { readonly kind: 'reshape'; readonly shape: Shape }
  /** Axis `i` of the result is axis `order[i]` of the input. */
  | { readonly kind: 'permute'; readonly order: readonly number[] }
  /** Axes of length 1 stretch; the rank stays. */
  | { readonly kind: 'expand'; readonly shape: Shape }
  /**
   * Every `step`-th element from `start`, `shape` of them; a negative step walks backwards. Positions may lie outside:
   * what is read there is not defined, and somebody else has to mask it.
   */
  | {
      readonly kind: 'window';
      readonly start: readonly number[];
      readonly step: readonly number[];
      readonly shape: Shape;
    };

export function contiguous(shape: Shape): View {
  return { shape, strides: stridesOf(shape), offset: 0 };
}

/** The shape that a movement gives. */
export function movedShape(movement: Movement, shape: Shape): Shape {
  return movement.kind === 'permute' ? movement.order.map((axis) => shape[axis]!) : movement.shape;
}

/** The view after a movement; `undefined` if no strides describe it, so that the data has to be copied first. */
export function move(view: View, movement: Movement): View | undefined {
  const { strides, offset } = view;
  switch (movement.kind) {
    case 'permute':
      return {
        shape: movedShape(movement, view.shape),
        strides: movement.order.map((axis) => strides[axis]!),
        offset,
      };
    case 'expand':
      return {
        shape: movement.shape,
        strides: strides.map((stride, axis) => (view.shape[axis] === movement.shape[axis] ? stride : 0)),
        offset,
      };
    case 'window':
      return {
        shape: movement.shape,
        strides: strides.map((stride, axis) => stride * movement.step[axis]!),
        offset: offset + strides.reduce((sum, stride, axis) => sum + stride * movement.start[axis]!, 0),
      };
    default:
      return reshape(view, movement.shape);
  }
}

/**
 * Strides of the same elements under another shape. Both shapes are cut into the shortest groups of axes with equal
 * products; a group can be reshaped if its axes lie behind one another without a gap.
 */
function reshape(view: View, shape: Shape): View | undefined {
  if (sizeOf(shape) === 0) return { shape, strides: stridesOf(shape), offset: 0 };
  const strides = shape.map(() => 0);
  // Axes of length 1 have no neighbours, so their strides say nothing.
  const from = view.shape.map((_length, axis) => axis).filter((axis) => view.shape[axis] !== 1);
  const to = shape.map((_length, axis) => axis).filter((axis) => shape[axis] !== 1);
  let i = 0;
  let j = 0;
  while (i < from.length && j < to.length) {
    const [firstFrom, firstTo] = [i, j];
    let sizeFrom = view.shape[from[i++]!]!;
    let sizeTo = shape[to[j++]!]!;
    while (sizeFrom !== sizeTo) {
      if (sizeFrom < sizeTo) sizeFrom *= view.shape[from[i++]!]!;
      else sizeTo *= shape[to[j++]!]!;
    }
    for (let k = firstFrom; k < i - 1; k++) {
      if (view.strides[from[k]!] !== view.strides[from[k + 1]!]! * view.shape[from[k + 1]!]!)
        return undefined;
    }
    let stride = view.strides[from[i - 1]!]!;
    for (let k = j - 1; k >= firstTo; k--) {
      strides[to[k]!] = stride;
      stride *= shape[to[k]!]!;
    }
  }
  return { shape, strides, offset: view.offset };
}

/** Calls `visit(position in the view, position in the flat array)` for every element, in row-major order. */
export function forEachElement(
  { shape, strides, offset }: View,
  visit: (position: number, index: number) => void,
): void {
  const size = sizeOf(shape);
  const coordinates = shape.map(() => 0);
  let index = offset;
  for (let position = 0; position < size; position++) {
    visit(position, index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index += strides[axis]!;
      if (++coordinates[axis]! < shape[axis]!) break;
      index -= strides[axis]! * shape[axis]!;
      coordinates[axis] = 0;
    }
  }
}
