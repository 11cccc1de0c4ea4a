/**
 * The lazy graph. A node says what its value is, not where or when it is computed. Backends compute it; a node that has
 * been computed has a {@link Storage}.
 */
import type { DType, TypedArray } from '../dtype.ts';
import type { ElementwiseName } from '../ops/elementwise.ts';
import type { Shape } from '../shape/shape.ts';
import type { Movement } from '../shape/view.ts';
import type { KernelCall } from './kernel-call.ts';
import type { Claim, Storage } from './storage.ts';

export type ReduceName = 'sum' | 'max' | 'min' | 'prod';

/** What a node computes from its inputs. */
export type Operation =
  /** Data that are there already. */
  | { readonly kind: 'source' }
  /** Data of the host, not uploaded yet. */
  | { readonly kind: 'data'; readonly data: TypedArray }
  /** One number in every element. */
  | { readonly kind: 'constant'; readonly value: number }
  /** Each element holds its own coordinate along an axis. */
  | { readonly kind: 'coordinate'; readonly axis: number }
  | { readonly kind: 'elementwise'; readonly name: ElementwiseName }
  | { readonly kind: 'cast' }
  | { readonly kind: 'move'; readonly movement: Movement }
  /** The input in memory of its own, row by row. */
  | { readonly kind: 'copy' }
  /** Reduced axes keep length 1. */
  | { readonly kind: 'reduce'; readonly name: ReduceName; readonly axes: readonly number[] }
  /** `[batch…, m, k]` and `[batch…, k, n]`, with equal batch axes. */
  | { readonly kind: 'matmul' }
  /** `out[c] = x[c, with c[axis] replaced by index[c]]`; inputs: x, index. */
  | { readonly kind: 'gather'; readonly axis: number }
  /** The transpose of gather: values are added up where they came from; inputs: index, values. */
  | { readonly kind: 'scatterAdd'; readonly axis: number }
  /** Running sums along an axis. */
  | { readonly kind: 'cumsum'; readonly axis: number }
  /** Positions (i32) that sort each row along the last axis; equal values stay in order. */
  | { readonly kind: 'argsort'; readonly descending: boolean }
  /** An output of a kernel of the user's. */
  | { readonly kind: 'kernel'; readonly call: KernelCall; readonly output: number };

let created = 0;

/** The {@link Node.id} of the newest node. */
export function newestId(): number {
  return created;
}

/** A value in the graph. */
export class Node {
  /** Ascending: inputs have smaller numbers than what is made of them. */
  readonly id = ++created;
  readonly shape: Shape;
  readonly dtype: DType;
  operation: Operation;
  inputs: readonly Node[];
  /** Where the value is, once it has been computed. */
  storage: Storage | undefined;
  /** Its claim on the storage; that of a value on the way to another ends as soon as that one is there. */
  claim: Claim | undefined;
  /** An upper bound of the number of nodes that have to be computed for this one, itself included. */
  pending: number;
  /** How many tensors have this value. */
  handles = 0;
  /** How many of them have only handed it on, to `assign()` or a parameter. */
  lent = 0;
  /** The line of the user's program that asked for it, with checks on. */
  origin: string | undefined;

  constructor(operation: Operation, inputs: readonly Node[], shape: Shape, dtype: DType) {
    this.operation = operation;
    this.inputs = inputs;
    this.shape = shape;
    this.dtype = dtype;
    this.pending = inputs.reduce((sum, input) => sum + (input.isComputed ? 0 : input.pending), 1);
  }

  get isComputed(): boolean {
    return this.storage !== undefined && !this.storage.isReclaimed;
  }

  /** Whether its value is there and stays. */
  get isKept(): boolean {
    return this.isComputed && this.claim?.isActive === true;
  }
}

/** What has to be computed for some nodes, inputs first. Iterative: graphs are deeper than the stack. */
export function pendingNodes(targets: readonly Node[]): Node[] {
  const order: Node[] = [];
  const state = new Map<Node, 'open' | 'done'>();
  const stack = [...targets];
  while (stack.length > 0) {
    const node = stack.at(-1)!;
    if (node.isComputed || state.get(node) === 'done') {
      stack.pop();
    } else if (state.get(node) === 'open') {
      stack.pop();
      state.set(node, 'done');
      order.push(node);
    } else {
      state.set(node, 'open');
      for (const input of node.inputs) if (!state.has(input)) stack.push(input);
    }
  }
  return order;
}

/** What the node is called in messages. */
export function nameOf({ operation }: Node): string {
  switch (operation.kind) {
    case 'elementwise':
    case 'reduce':
      return operation.name;
    case 'move':
      return operation.movement.kind;
    case 'kernel':
      return operation.call.name;
    default:
      return operation.kind;
  }
}
