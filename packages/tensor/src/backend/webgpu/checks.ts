/**
 * What `DAWNBOOK_CHECK=1` looks for: the first value that is not finite, and positions outside of an axis. Checks are
 * nodes like any others, computed along with what they check.
 */
import { isFloat } from '../../dtype.ts';
import { IndexError, TensorError } from '../../errors.ts';
import { Node, nameOf } from '../../graph/node.ts';
import { show, sizeOf } from '../../shape/shape.ts';

/** A flag that is not 0 if something is wrong with a node. */
export interface Check {
  readonly flag: Node;
  /** @param flag - its value */
  readonly makeError: (flag: number) => Error;
}

/** The values that are worth a look; each gets memory, so that nothing is hidden within a kernel. */
export function checkedNodes(order: readonly Node[]): Node[] {
  return order.filter(({ operation, dtype }) => {
    const { kind } = operation;
    return (
      kind !== 'move' && kind !== 'constant' && kind !== 'coordinate' && (isFloat(dtype) || kind === 'gather')
    );
  });
}

/** The checks of nodes, in the order in which they are computed: the first that fails is the cause. */
export function checksOf(nodes: readonly Node[]): Check[] {
  return nodes.flatMap((node) => {
    const checks: Check[] = [];
    // What it computes is forgotten once it has been.
    const { operation } = node;
    const name = nameOf(node);
    const where = node.origin === undefined ? '' : `, asked for at ${node.origin}`;
    if (operation.kind === 'gather' || operation.kind === 'scatterAdd') {
      const index = operation.kind === 'gather' ? node.inputs[1]! : node.inputs[0]!;
      const length = (operation.kind === 'gather' ? node.inputs[0]! : node).shape[operation.axis]!;
      const makeError = (position: number): Error =>
        new IndexError(
          `${operation.kind}: position ${position} is outside of an axis of length ${length}${where}`,
        );
      checks.push(...strayPositions(index, length).map((flag) => ({ flag, makeError })));
    }
    if (isFloat(node.dtype)) {
      const finite = new Node({ kind: 'elementwise', name: 'isFinite' }, [node], node.shape, 'bool');
      const wrong = new Node({ kind: 'elementwise', name: 'logicalNot' }, [finite], node.shape, 'bool');
      checks.push({
        flag: anyOf(wrong),
        makeError: () =>
          new TensorError(
            `${name} of shape ${show(node.shape)} is the first to give NaN or an infinity${where}`,
          ),
      });
    }
    return checks;
  });
}

/** The positions that are furthest outside of an axis, before it and behind it; 0, which is inside, if there are none. */
function strayPositions(index: Node, length: number): Node[] {
  const { shape } = index;
  // The largest of no positions would be one that is far outside.
  if (sizeOf(shape) === 0) return [];
  const inside = new Node({ kind: 'constant', value: 0 }, [], shape, 'i32');
  const positions = index.dtype === 'i32' ? index : new Node({ kind: 'cast' }, [index], shape, 'i32');
  const where = (condition: Node): Node =>
    new Node({ kind: 'elementwise', name: 'where' }, [condition, positions, inside], shape, 'i32');
  return [
    overall('min', where(compare('lt', positions, 0))),
    overall('max', where(compare('ge', positions, length))),
  ];
}

function compare(name: 'lt' | 'ge', x: Node, value: number): Node {
  const scalar = new Node({ kind: 'constant', value }, [], x.shape, x.dtype);
  return new Node({ kind: 'elementwise', name }, [x, scalar], x.shape, 'bool');
}

/** 1 if any element is true, else 0. */
function anyOf(x: Node): Node {
  return overall('sum', new Node({ kind: 'cast' }, [x], x.shape, 'i32'));
}

/** A reduction over everything. */
function overall(name: 'sum' | 'min' | 'max', x: Node): Node {
  const axes = x.shape.map((_length, axis) => axis);
  const most = new Node(
    { kind: 'reduce', name, axes },
    [x],
    x.shape.map(() => 1),
    'i32',
  );
  return new Node({ kind: 'move', movement: { kind: 'reshape', shape: [1] } }, [most], [1], 'i32');
}
