/** What the engine makes of a graph, in words. */
import { DTYPES } from './dtype.ts';
import { type Node, nameOf, pendingNodes } from './graph/node.ts';
import type { Program } from './backend/webgpu/loop-writer.ts';
import { schedule } from './backend/webgpu/schedule.ts';
import { show, sizeOf } from './shape/shape.ts';
import type { Tensor } from './tensor/tensor.ts';

/** What every adapter can do. */
const ABILITIES = { maxBindings: 8, family: 'processor', lanes: 1 } as const;

/**
 * Tells how tensors that have not been computed would be: which operations become one kernel, what it reads and writes,
 * and how much arithmetic there is. Computes nothing, and needs no device.
 */
export function explain(...tensors: readonly Tensor[]): string {
  const targets = tensors.map(({ node }) => node).filter((node) => !node.isComputed);
  if (targets.length === 0) return 'Nothing to compute: the values are there.';
  const { programs, uploads } = schedule(targets, ABILITIES);
  const pending = pendingNodes(targets).length;
  const total = programs.reduce((sum, program) => sum + bytesMoved(program), 0);
  const flops = programs.reduce((sum, program) => sum + flopsOf(program), 0);
  return [
    `${pending} operations in ${programs.length} kernels; ${uploads.length} uploads; ${bytes(total)} moved; ${count(flops)} floating-point operations`,
    ...programs.map(
      (program, index) =>
        `${String(index + 1).padStart(3)}. ${program.name}: ${program.inputs.map(describe).join(', ') || 'nothing'} → ` +
        `${program.outputs.map(describe).join(', ')}; ${bytes(bytesMoved(program))}, ${count(flopsOf(program))} FLOP`,
    ),
  ].join('\n');
}

function describe(node: Node): string {
  return `${nameOf(node)} ${node.dtype}${show(node.shape)}`;
}

function bytesMoved({ bound }: Program): number {
  return bound.reduce((sum, { shape, dtype }) => sum + sizeOf(shape) * DTYPES[dtype].bytes, 0);
}

/** Two for each multiply and add of a product; one for each element that is computed otherwise. */
function flopsOf({ members = [] }: Program): number {
  return members.reduce((sum, { operation, inputs, shape }) => {
    if (operation.kind === 'matmul') return sum + 2 * sizeOf(shape) * inputs[0]!.shape.at(-1)!;
    if (operation.kind === 'reduce') return sum + sizeOf(inputs[0]!.shape);
    return sum + sizeOf(shape);
  }, 0);
}

function bytes(value: number): string {
  return value >= 1e6 ? `${(value / 1e6).toFixed(1)} MB` : `${(value / 1e3).toFixed(1)} kB`;
}

function count(value: number): string {
  return value >= 1e9
    ? `${(value / 1e9).toFixed(2)} G`
    : value >= 1e6
      ? `${(value / 1e6).toFixed(1)} M`
      : String(value);
}
