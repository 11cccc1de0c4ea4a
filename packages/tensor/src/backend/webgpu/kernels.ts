/**
 * Groups values into kernels.
 *
 * Each value that gets memory starts as a kernel of its own. Then kernels are merged with those whose results they read,
 * where both go over the same elements in the same order: what one computes, the other has at hand. A *loop* kernel goes
 * over rows and, where it reduces, over the lanes of each row, several times if need be. So softmax, which is two
 * reductions and a quotient, is one kernel.
 */
import type { Node } from '../../graph/node.ts';
import { sizeOf, stridesOf } from '../../shape/shape.ts';
import { contiguous } from '../../shape/view.ts';
import { type Analysis, baseOf } from './boundaries.ts';
import { type Chain, chain, follow, type Path } from './expression.ts';

export type KernelKind = 'loop' | 'matmul' | 'scatterAdd' | 'cumsum' | 'argsort' | 'kernel' | 'data';

/** Nodes that are computed together. */
export interface Kernel {
  readonly kind: KernelKind;
  /** In the order in which they are computed. */
  readonly members: Node[];
  /** Rows and lanes of a loop kernel that reduces; without lanes it has no rows to tell apart. */
  rows: Rows | undefined;
  /** Number of elements that it goes over. */
  readonly size: number;
  /** Kernels whose results it reads. */
  readonly producers: Set<Kernel>;
}

/** How the elements of a shape are cut into rows. */
export interface Rows {
  /** Shape of everything that is reduced. */
  readonly shape: readonly number[];
  /** The reduced axes. */
  readonly axes: readonly number[];
}

/** Below so many rows, one invocation for each leaves the device idle. */
const MIN_ROWS = 16;
/** So short a row that it does not matter. */
const SHORT = 64;

const MAX_MEMBERS = 8;

export function groupIntoKernels(analysis: Analysis, maxBindings: number): Kernel[] {
  const { order, hasMemory } = analysis;
  const kernelOf = new Map<Node, Kernel>();
  const calls = new Map<unknown, Kernel>();
  const readersOf = new Map<Node, Kernel[]>();
  let kernels: Kernel[] = [];
  for (const node of order) {
    if (!hasMemory(node)) continue;
    const sources = sourcesOf(node, analysis);
    const producers = new Set(sources.flatMap((source) => kernelOf.get(source) ?? []));
    const existing = node.operation.kind === 'kernel' ? calls.get(node.operation.call) : undefined;
    if (existing !== undefined) {
      existing.members.push(node);
      kernelOf.set(node, existing);
      continue;
    }
    const single = newKernel(node, producers);
    if (node.operation.kind === 'kernel') calls.set(node.operation.call, single);
    const readers = sources.flatMap((source) =>
      sizeOf(source.shape) === single.size ? (readersOf.get(source) ?? []) : [],
    );
    const host =
      single.kind === 'loop'
        ? findHost(node, single, [...producers], readers, kernelOf, analysis, maxBindings)
        : undefined;
    for (const source of sources) readersOf.set(source, [...(readersOf.get(source) ?? []), host ?? single]);
    if (host === undefined) {
      kernels.push(single);
      kernelOf.set(node, single);
    } else {
      for (const producer of producers) if (producer !== host) host.producers.add(producer);
      host.members.push(node);
      host.rows ??= single.rows;
      kernelOf.set(node, host);
      // It now ends later than kernels that were made in between.
      kernels = [...kernels.filter((kernel) => kernel !== host), host];
    }
  }
  return inOrder(kernels);
}

function newKernel(node: Node, producers: Set<Kernel>): Kernel {
  const { operation } = node;
  switch (operation.kind) {
    case 'matmul':
    case 'scatterAdd':
    case 'cumsum':
    case 'argsort':
    case 'kernel':
    case 'data':
      return { kind: operation.kind, members: [node], rows: undefined, size: sizeOf(node.shape), producers };
    case 'reduce': {
      const { shape } = node.inputs[0]!;
      return {
        kind: 'loop',
        members: [node],
        rows: { shape, axes: operation.axes },
        size: sizeOf(shape),
        producers,
      };
    }
    default:
      return { kind: 'loop', members: [node], rows: undefined, size: sizeOf(node.shape), producers };
  }
}

/** The nodes with memory that a node is computed from. */
export function sourcesOf(node: Node, { canonical, hasMemory }: Analysis): Node[] {
  const found = new Set<Node>();
  const seen = new Set<Node>();
  const stack = [...node.inputs];
  while (stack.length > 0) {
    const input = canonical(stack.pop()!);
    if (seen.has(input)) continue;
    seen.add(input);
    if (hasMemory(input)) found.add(input);
    else stack.push(...input.inputs);
  }
  return [...found];
}

/**
 * A kernel that can compute the node along with what it computes: one whose results the node reads, or else one that reads
 * the same values.
 */
function findHost(
  node: Node,
  single: Kernel,
  producers: readonly Kernel[],
  readers: readonly Kernel[],
  kernelOf: ReadonlyMap<Node, Kernel>,
  analysis: Analysis,
  maxBindings: number,
): Kernel | undefined {
  // The latest first: it may have what the others made merged into it already.
  const siblings =
    single.rows === undefined
      ? readers.filter((kernel) => kernel.rows === undefined && kernel.kind === 'loop')
      : [];
  for (const host of [...producers.toReversed(), ...siblings.toReversed()]) {
    const fits =
      host.members.length < MAX_MEMBERS &&
      canHold(host, single) &&
      producers.every((other) => other === host || !dependsOn(other, host)) &&
      readsInStep(node, host, single, kernelOf, analysis) &&
      bindingsOf([...host.members, node], analysis) <= maxBindings;
    if (fits) return host;
  }
  return undefined;
}

/** Whether two kernels go over the same elements in the same order. */
function canHold(host: Kernel, guest: Kernel): boolean {
  if (host.kind === 'matmul') return guest.rows === undefined && host.size === guest.size && guest.size > 0;
  if (host.kind !== 'loop') return false;
  if (guest.rows !== undefined) {
    if (!lanesAreLast(guest.rows) || !worthRows(guest.rows)) return false;
    return host.rows === undefined ? host.size === guest.size : sameRows(host.rows, guest.rows);
  }
  if (host.rows === undefined) return host.size === guest.size;
  // Elements of the rows, or one value for each row.
  if (guest.size === rowCount(host.rows)) return true;
  return guest.size === host.size && lanesAreLast(host.rows) && worthRows(host.rows);
}

export function laneCount({ shape, axes }: Rows): number {
  return sizeOf(axes.map((axis) => shape[axis]!));
}

export function rowCount(rows: Rows): number {
  return sizeOf(rows.shape.filter((_length, axis) => !rows.axes.includes(axis)));
}

/** Whether a row lies in one piece. */
export function lanesAreLast({ shape, axes }: Rows): boolean {
  const kept = shape.flatMap((length, axis) => (axes.includes(axis) || length === 1 ? [] : [axis]));
  const lastKept = kept.at(-1) ?? -1;
  return axes.every((axis) => axis > lastKept || shape[axis] === 1);
}

function worthRows(rows: Rows): boolean {
  return rowCount(rows) >= MIN_ROWS || laneCount(rows) <= SHORT;
}

function sameRows(a: Rows, b: Rows): boolean {
  return rowCount(a) === rowCount(b) && laneCount(a) === laneCount(b) && lanesAreLast(a) && lanesAreLast(b);
}

/**
 * Whether the node reads what the host computes at the very position that the host is at: the same element, or the value
 * of the same row.
 */
function readsInStep(
  node: Node,
  host: Kernel,
  single: Kernel,
  kernelOf: ReadonlyMap<Node, Kernel>,
  analysis: Analysis,
): boolean {
  const { canonical, hasMemory } = analysis;
  const rows = host.rows ?? single.rows;
  const isRowValue =
    rows !== undefined &&
    single.rows === undefined &&
    single.size === rowCount(rows) &&
    single.size !== host.size;
  let ok = true;
  const seen = new Set<string>();
  const visit = (given: Node, movements: Chain | undefined): void => {
    if (!ok) return;
    const input = canonical(given);
    const key = `${input.id}:${movements?.id ?? ''}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (hasMemory(input)) {
      if (kernelOf.get(input) === host)
        ok = isInStep(input, follow(contiguous(input.shape), movements), rows, isRowValue);
      return;
    }
    if (input.operation.kind === 'move')
      return visit(input.inputs[0]!, chain(input.operation.movement, movements));
    if (input.operation.kind === 'gather') {
      // What a gather reads may be anywhere.
      if (kernelOf.get(baseOf(input.inputs[0]!, analysis)) === host) ok = false;
      return visit(input.inputs[1]!, movements);
    }
    for (const each of input.inputs) visit(each, movements);
  };
  if (node.operation.kind === 'gather' && kernelOf.get(baseOf(node.inputs[0]!, analysis)) === host)
    return false;
  const inputs = node.operation.kind === 'gather' ? node.inputs.slice(1) : node.inputs;
  const own = node.operation.kind === 'move' ? chain(node.operation.movement, undefined) : undefined;
  for (const input of inputs) visit(input, own);
  return ok;
}

function isInStep(source: Node, path: Path, rows: Rows | undefined, isRowValue: boolean): boolean {
  const [view, ...more] = path;
  if (more.length > 0 || view.offset !== 0) return false;
  const size = sizeOf(view.shape);
  if (sizeOf(source.shape) === size) return isContiguous(view.shape, view.strides);
  if (rows === undefined || isRowValue || sizeOf(source.shape) !== rowCount(rows)) return false;
  // One value for each row, repeated along the lanes.
  const lanes = laneCount(rows);
  let count = 1;
  let axis = view.shape.length - 1;
  while (axis >= 0 && count < lanes) {
    if (view.shape[axis] !== 1 && view.strides[axis] !== 0) return false;
    count *= view.shape[axis--]!;
  }
  return count === lanes && isContiguous(view.shape.slice(0, axis + 1), view.strides.slice(0, axis + 1));
}

/** Whether elements lie behind one another; the stride of an axis of one element says nothing. */
function isContiguous(shape: readonly number[], strides: readonly number[]): boolean {
  const expected = stridesOf(shape);
  return shape.every((length, axis) => length === 1 || strides[axis] === expected[axis]);
}

/** Whether a kernel needs another one's results, directly or not. */
function dependsOn(kernel: Kernel, other: Kernel): boolean {
  const seen = new Set<Kernel>();
  const stack = [kernel];
  while (stack.length > 0) {
    const next = stack.pop()!;
    if (next === other) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    stack.push(...next.producers);
  }
  return false;
}

/** Buffers that kernels of these members would bind. */
function bindingsOf(members: readonly Node[], analysis: Analysis): number {
  const own = new Set(members);
  const sources = new Set(
    members.flatMap((member) => sourcesOf(member, analysis)).filter((source) => !own.has(source)),
  );
  return sources.size + members.length;
}

/** Producers before consumers. */
function inOrder(kernels: readonly Kernel[]): Kernel[] {
  const order: Kernel[] = [];
  const done = new Set<Kernel>();
  const visit = (first: Kernel): void => {
    const stack = [first];
    while (stack.length > 0) {
      const kernel = stack.at(-1)!;
      const next = [...kernel.producers].find((producer) => !done.has(producer));
      if (done.has(kernel)) stack.pop();
      else if (next !== undefined) stack.push(next);
      else {
        done.add(kernel);
        order.push(kernel);
        stack.pop();
      }
    }
  };
  for (const kernel of kernels) visit(kernel);
  return order;
}
