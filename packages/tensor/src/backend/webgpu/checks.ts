/**
 * What `DAWNBOOK_CHECK=1` looks for: the first value that is not finite, and positions outside of an axis. Checks are
 * nodes like any others, computed along with what they check.
 */
import { isFloat } from '../../dtype.ts';
import { IndexError, TensorError } from '../../errors.ts';
import { Node, nameOf } from '../../graph/node.ts';
import { show } from '../../shape/shape.ts';

/** A flag that is not 0 if something is wrong with a node. */
export interface Check {
  readonly flag: Node;
  readonly makeError: () => Error;
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
      const outside = combine('logicalOr', compare('lt', index, 0), compare('ge', index, length));
      checks.push({
        flag: anyOf(outside),
        makeError: () =>
          new IndexError(`${operation.kind}: a position is outside of the axis of length ${length}${where}`),
      });
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

function compare(name: 'lt' | 'ge', x: Node, value: number): Node {
  const scalar = new Node({ kind: 'constant', value }, [], x.shape, x.dtype);
  return new Node({ kind: 'elementwise', name }, [x, scalar], x.shape, 'bool');
}

function combine(name: 'logicalOr', a: Node, b: Node): Node {
  return new Node({ kind: 'elementwise', name }, [a, b], a.shape, 'bool');
}

/** 1 if any element is true, else 0. */
function anyOf(x: Node): Node {
  const numbers = new Node({ kind: 'cast' }, [x], x.shape, 'i32');
  const axes = x.shape.map((_length, axis) => axis);
  const most = new Node(
    { kind: 'reduce', name: 'sum', axes },
    [numbers],
    x.shape.map(() => 1),
    'i32',
  );
  return new Node({ kind: 'move', movement: { kind: 'reshape', shape: [1] } }, [most], [1], 'i32');
}
