/** A loop kernel with everything decided: its expressions, over dimensions that are as few as possible. */
import { TensorError } from '../../errors.ts';
import { type Node, nameOf } from '../../graph/node.ts';
import { show, sizeOf } from '../../shape/shape.ts';
import type { View } from '../../shape/view.ts';
import type { Analysis } from './boundaries.ts';
import { chain, type Chain, type Expression, partsOf, type Path } from './expression.ts';
import { type Kernel, lanesAreLast, rowCount } from './kernels.ts';
import { Lowering } from './lower.ts';

/** One value that the kernel computes. */
export interface Member {
  readonly node: Node;
  readonly expression: Expression;
  /** A reduction of the expression over the lanes, a value for each row, or one for each lane. */
  readonly level: 'reduction' | 'row' | 'lane';
}

export interface LoopPlan {
  readonly members: readonly Member[];
  /** Lengths of the dimensions of rows, outermost first. */
  readonly rowDims: readonly number[];
  /** Lengths of the dimensions within a row. Without lanes, all elements are rows. */
  readonly laneDims: readonly number[];
  /** How the first view of each path goes over these dimensions. */
  readonly strides: ReadonlyMap<View, readonly number[]>;
}

export function planLoop(kernel: Kernel, analysis: Analysis): LoopPlan {
  const { rows, members } = kernel;
  const lowering = new Lowering(analysis);
  let rowDims: readonly number[];
  let laneDims: readonly number[] = [];
  let toDomain: Chain | undefined;
  if (rows === undefined) {
    // All members have the same elements; the shape with the most axes leaves the fewest reshapes without strides.
    rowDims = members.map(({ shape }) => shape).reduce((a, b) => (b.length > a.length ? b : a));
  } else {
    const kept = rows.shape.map((_length, axis) => axis).filter((axis) => !rows.axes.includes(axis));
    rowDims = kept.map((axis) => rows.shape[axis]!);
    laneDims = rows.axes.map((axis) => rows.shape[axis]!);
    if (!lanesAreLast(rows)) toDomain = chain({ kind: 'permute', order: [...kept, ...rows.axes] }, undefined);
  }
  const domain = [...rowDims, ...laneDims];
  const reshapeTo = (shape: readonly number[]): Chain => chain({ kind: 'reshape', shape }, undefined);

  const planned = members.map((node): Member => {
    // A product has been computed when what follows it is.
    if (node.operation.kind === 'matmul') {
      return { node, level: 'row', expression: { kind: 'constant', dtype: node.dtype, value: 0, node } };
    }
    if (node.operation.kind === 'reduce') {
      return {
        node,
        level: 'reduction',
        expression: lowering.value(node.inputs[0]!, toDomain ?? reshapeTo(domain)),
      };
    }
    const isRow =
      rows !== undefined && sizeOf(node.shape) === rowCount(rows) && kernel.size !== rowCount(rows);
    const level = rows === undefined || isRow ? 'row' : 'lane';
    const shape = level === 'row' ? rowDims : domain;
    const isSame =
      node.shape.length === shape.length && node.shape.every((length, axis) => length === shape[axis]);
    return { node, level, expression: lowering.lower(node, isSame ? undefined : reshapeTo(shape)) };
  });
  for (const member of planned) checkCounts(member, laneDims);
  return { members: planned, ...mergeDimensions(planned, rowDims, laneDims) };
}

/** What kernels count with. */
const MAX_COUNT = 2 ** 31;

/** What is too large for a buffer may still be gone over; but not if positions in it are no i32. */
function checkCounts({ node, expression, level }: Member, laneDims: readonly number[]): void {
  const fail = (shape: readonly number[], advice: string): never => {
    throw new TensorError(
      `${nameOf(node)}: shape ${show(shape)} has ${sizeOf(shape)} elements, and kernels count to 2^31 - 1; ${advice}`,
    );
  };
  if (level === 'reduction' && sizeOf(laneDims) >= MAX_COUNT)
    fail(laneDims, `reduce one axis at a time, as in x.max(1).max()`);
  for (const [, ...behind] of pathsOf(expression, new Set())) {
    const large = behind.find(({ shape }) => sizeOf(shape) >= MAX_COUNT);
    if (large !== undefined)
      fail(large.shape, 'use it as it is, without reshape() or flatten(), or reduce it first');
  }
}

/** Joins neighbouring dimensions wherever every view goes over them as over one. */
function mergeDimensions(
  members: readonly Member[],
  rowDims: readonly number[],
  laneDims: readonly number[],
): Pick<LoopPlan, 'rowDims' | 'laneDims' | 'strides'> {
  const own = new Set(members.map(({ node }) => node));
  const rank = rowDims.length + laneDims.length;
  const strides = new Map<View, number[]>();
  for (const { expression } of members) {
    for (const [view] of pathsOf(expression, own)) {
      const padding = Array.from({ length: rank - view.strides.length }, () => 0);
      strides.set(view, [...view.strides, ...padding]);
    }
  }
  const dims = [...rowDims, ...laneDims];
  let rowRank = rowDims.length;
  for (let axis = dims.length - 1; axis >= 0; axis--) {
    if (dims[axis] === 1) {
      remove(axis);
      continue;
    }
    const next = axis + 1;
    const isBoundary = next === rowRank;
    if (next >= dims.length || isBoundary) continue;
    const joins = [...strides.values()].every((each) => each[axis] === each[next]! * dims[next]!);
    if (!joins) continue;
    dims[next] = dims[axis]! * dims[next]!;
    remove(axis);
  }
  function remove(axis: number): void {
    dims.splice(axis, 1);
    for (const each of strides.values()) each.splice(axis, 1);
    if (axis < rowRank) rowRank--;
  }
  return { rowDims: dims.slice(0, rowRank), laneDims: dims.slice(rowRank), strides };
}

/** All paths in an expression, except to what the kernel itself computes. */
function pathsOf(expression: Expression, own: ReadonlySet<Node>): Path[] {
  const paths: Path[] = [];
  const seen = new Set<Expression>();
  const stack = [expression];
  while (stack.length > 0) {
    const next = stack.pop()!;
    if (seen.has(next)) continue;
    seen.add(next);
    if ('path' in next && !(next.kind === 'load' && own.has(next.source))) paths.push(next.path);
    stack.push(...partsOf(next));
  }
  return paths;
}
