/** `DAWNBOOK_TRACE=1` prints every kernel that runs, `2` also the WGSL of new ones, `3` also the graph. */
import { type Node, nameOf } from '../../graph/node.ts';
import type { Program } from './loop-writer.ts';

const LEVEL = Number(process.env['DAWNBOOK_TRACE'] ?? 0);

export function traceGraph(order: readonly Node[]): void {
  if (LEVEL < 3) return;
  const lines = order.map(
    (node) =>
      `  %${node.id} = ${nameOf(node)} ${node.inputs.map(({ id }) => `%${id}`).join(', ')} : ${node.dtype}[${node.shape.join(', ')}]`,
  );
  print(['graph', ...lines]);
}

export function traceRun({ name, bound, outputs }: Program, grid: readonly number[]): void {
  if (LEVEL < 1) return;
  const buffers = bound.map(
    (node) => `${outputs.includes(node) ? '→' : ''}${node.dtype}[${node.shape.join(', ')}]`,
  );
  print([`kernel ${name}: grid ${grid.join(' × ')}, ${buffers.join(' ')}`]);
}

export function traceCompilation({ name, wgsl }: Program): void {
  if (LEVEL >= 2) print([`compiling ${name}`, wgsl]);
}

function print(lines: readonly string[]): void {
  process.stderr.write(`${lines.join('\n')}\n`);
}
