/** Turns a value of the graph into an expression, down to values that have memory. */
import type { Node } from '../../graph/node.ts';
import { contiguous, type View } from '../../shape/view.ts';
import { type Chain, chain, type Expression, follow } from './expression.ts';

/** What an expression stops at: buffers, and results of the kernel that it is part of. */
export interface Ground {
  /** The node that stands for a node and its equals. */
  readonly canonical: (node: Node) => Node;
  /** What gets memory, or has it. */
  readonly hasMemory: (node: Node) => boolean;
}

/** Makes the expressions of one kernel; equal parts are the same object. */
export class Lowering {
  readonly #ground: Ground;
  readonly #made = new Map<string, Expression>();
  readonly #chains = new Map<string, Chain>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  /**
   * The value of a node at the positions of a kernel.
   *
   * @param root - lowered through, although it has memory (or will have)
   * @param movements - from the node to the positions of the kernel
   */
  lower(root: Node, movements?: Chain): Expression {
    return this.#operation(this.#ground.canonical(root), movements);
  }

  /** The value of a node: read, if it has memory. */
  value(given: Node, movements: Chain | undefined): Expression {
    const node = this.#ground.canonical(given);
    const key = `${node.id}:${movements?.id ?? ''}`;
    const made = this.#made.get(key);
    if (made !== undefined) return made;
    const expression: Expression = this.#ground.hasMemory(node)
      ? { kind: 'load', dtype: node.dtype, source: node, path: follow(contiguous(node.shape), movements) }
      : this.#operation(node, movements);
    this.#made.set(key, expression);
    return expression;
  }

  #operation(node: Node, movements: Chain | undefined): Expression {
    const { operation, dtype, shape, inputs } = node;
    switch (operation.kind) {
      case 'constant':
        return { kind: 'constant', dtype, value: operation.value, node };
      case 'coordinate': {
        const strides = shape.map((_length, axis) => (axis === operation.axis ? 1 : 0));
        return { kind: 'coordinate', dtype: 'i32', path: follow({ shape, strides, offset: 0 }, movements) };
      }
      case 'elementwise':
        return {
          kind: 'operation',
          dtype,
          name: operation.name,
          inputs: inputs.map((input) => this.value(input, movements)),
        };
      case 'cast':
        return { kind: 'cast', dtype, input: this.value(inputs[0]!, movements) };
      case 'copy':
        return this.value(inputs[0]!, movements);
      case 'move':
        return this.value(inputs[0]!, this.#chained(node, movements));
      case 'gather': {
        const [source, index] = inputs as [Node, Node];
        const { node: base, view } = this.viewOf(source);
        const { axis } = operation;
        return {
          kind: 'gather',
          dtype,
          source: base,
          path: follow({ ...view, shape, strides: view.strides.with(axis, 0) }, movements),
          stride: view.strides[axis]!,
          length: source.shape[axis]!,
          index: this.value(index, movements),
        };
      }
      default:
        throw new Error(`internal: ${operation.kind} is computed by a kernel of its own`);
    }
  }

  /** The same node with the same movements after it gives the same chain, so that equal parts are found. */
  #chained(node: Node, rest: Chain | undefined): Chain {
    const key = `${node.id}:${rest?.id ?? ''}`;
    let made = this.#chains.get(key);
    if (made === undefined) {
      if (node.operation.kind !== 'move') throw new Error('internal: only movements are chained');
      made = chain(node.operation.movement, rest);
      this.#chains.set(key, made);
    }
    return made;
  }

  /** The buffer that a node is a single view of. */
  viewOf(node: Node): { node: Node; view: View } {
    const found = singleView(node, this.#ground);
    if (found === undefined) throw new Error('internal: this value is no single view of a buffer');
    return found;
  }
}

/** The value that a node is a view of, if one view is enough. */
export function singleView(
  given: Node,
  { canonical, hasMemory }: Ground,
): { node: Node; view: View } | undefined {
  let movements: Chain | undefined;
  let node = canonical(given);
  while (node.operation.kind === 'move' && !hasMemory(node)) {
    movements = chain(node.operation.movement, movements);
    node = canonical(node.inputs[0]!);
  }
  const [view, ...more] = follow(contiguous(node.shape), movements);
  return more.length > 0 ? undefined : { node, view };
}
