import { type Shape, show } from '../shape/shape.ts';
import type { Tensor } from './tensor.ts';

/** Elements shown at either end of a long axis. */
const EDGE = 3;
const LONG = 8;

/** A tensor as text: type and shape, and the elements where the host knows them without asking a device. */
export function format(tensor: Tensor): string {
  const head = `Tensor ${tensor.dtype} ${show(tensor.shape)}`;
  const { operation } = tensor.node;
  const gradient = tensor.requiresGrad ? ', requires grad' : '';
  if (operation.kind === 'data') return `${head}${gradient} ${formatValues(operation.data, tensor.shape)}`;
  const state = tensor.node.isComputed ? 'computed' : 'not computed yet';
  return `${head}${gradient} (${state}; await data() or array() for the values)`;
}

/** Values in nested brackets, long axes shortened. */
export function formatValues(values: ArrayLike<number>, shape: Shape): string {
  const build = (axis: number, offset: number, stride: number): string => {
    if (axis === shape.length) return formatNumber(values[offset]!);
    const length = shape[axis]!;
    const inner = length === 0 ? 0 : stride / length;
    const items: string[] = [];
    for (let i = 0; i < length; i++) {
      if (length > LONG && i === EDGE) {
        items.push('…');
        i = length - EDGE;
      }
      items.push(build(axis + 1, offset + i * inner, inner));
    }
    const separator = axis === shape.length - 1 ? ', ' : `,\n${' '.repeat(axis + 1)}`;
    return `[${items.join(separator)}]`;
  };
  return build(0, 0, values.length);
}

function formatNumber(value: number): string {
  if (Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(5)));
}
