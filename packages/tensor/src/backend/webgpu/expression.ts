/**
 * What a kernel computes for one position: an expression over elements of buffers. Movements of the graph are gone here;
 * they have become the views through which elements are read.
 */
import type { DType } from '../../dtype.ts';
import type { Node } from '../../graph/node.ts';
import type { ElementwiseName } from '../../ops/elementwise.ts';
import { contiguous, type Movement, move, type View } from '../../shape/view.ts';

/**
 * Views one behind the other: the first leads from positions of the kernel to positions of an array that lies row by row
 * under the second's shape, and so on. More than one is needed where a reshape has no strides.
 */
export type Path = readonly [View, ...View[]];

export type Expression =
  | { readonly kind: 'load'; readonly dtype: DType; readonly source: Node; readonly path: Path }
  /** An element whose position along one axis (with stride 0 in the path) is computed. */
  | {
      readonly kind: 'gather';
      readonly dtype: DType;
      readonly source: Node;
      readonly path: Path;
      readonly stride: number;
      readonly length: number;
      readonly index: Expression;
    }
  /** A position, as i32. */
  | { readonly kind: 'coordinate'; readonly dtype: 'i32'; readonly path: Path }
  | { readonly kind: 'constant'; readonly dtype: DType; readonly value: number; readonly node: Node }
  | {
      readonly kind: 'operation';
      readonly dtype: DType;
      readonly name: ElementwiseName;
      readonly inputs: readonly Expression[];
    }
  | { readonly kind: 'cast'; readonly dtype: DType; readonly input: Expression };

/** Movements from a node outwards, the nearest first. */
export interface Chain {
  readonly id: number;
  readonly movement: Movement;
  readonly rest: Chain | undefined;
}

let chains = 0;

export function chain(movement: Movement, rest: Chain | undefined): Chain {
  return { id: ++chains, movement, rest };
}

/** Where elements are read from, after the movements of a chain. */
export function follow(start: View, movements: Chain | undefined): Path {
  let path: Path = [start];
  for (let at = movements; at !== undefined; at = at.rest) {
    const [first, ...others] = path;
    const moved = move(first, at.movement);
    path =
      moved === undefined
        ? // An array that lies row by row under any shape has the strides for any movement.
          [move(contiguous(first.shape), at.movement)!, ...path]
        : [moved, ...others];
  }
  return path;
}

/** Expressions that an expression is made of. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'operation':
      return expression.inputs;
    case 'cast':
      return [expression.input];
    case 'gather':
      return [expression.index];
    default:
      return [];
  }
}
