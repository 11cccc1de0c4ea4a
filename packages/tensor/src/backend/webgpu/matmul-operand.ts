/** How products go through their operands. */
import type { Node } from '../../graph/node.ts';
import { SCALAR, VECTOR } from '../../ops/wgsl-prelude.ts';
import type { View } from '../../shape/view.ts';
import { fromStored } from './expression-writer.ts';
import type { LoopPlan } from './loop-plan.ts';
import type { ModuleWriter } from './writer.ts';

/** An operand: a buffer, and how to go through it. */
export interface Operand {
  readonly node: Node;
  /** Of shape `[batch…, rows, columns]`. */
  readonly view: View;
}

export interface MatmulPlan {
  readonly product: Node;
  readonly a: Operand;
  readonly b: Operand;
  /** What is computed from the product; its dimensions are those of the product, `[batch…, m, n]`, or coarser. */
  readonly epilogue: LoopPlan;
}

/** Takes the number of a product of a batch apart. */
export function batchCoordinates(writer: ModuleWriter, lines: string[], dims: readonly number[]): string[] {
  let rest = 'batch';
  const names = dims.map((_length, dim) => `batch${dim}`);
  for (let dim = dims.length - 1; dim >= 0; dim--) {
    const length = dim === 0 ? '' : writer.i32(dims[dim]!);
    lines.push(`let ${names[dim]} = ${dim === 0 ? rest : `${rest} % ${length}`};`);
    if (dim > 0) lines.push(`let batchRest${dim} = ${rest} / ${length};`);
    rest = `batchRest${dim}`;
  }
  return names;
}

/** How an operand is read. */
export interface Loader {
  /** Four elements at a time along k. */
  readonly isAlongK: boolean;
  /** Four elements at a time along m or n. */
  readonly isAlongOuter: boolean;
  base(batch: readonly string[]): string;
  /** Where the elements of an outer index begin: nothing in it changes along k. */
  start(outer: string): string;
  /** The element at a k. */
  at(start: string, k: string): string;
  /** Four elements from a k on, or from an outer index on; a quarter of their start, since four are read as one. */
  four(quarter: string, k: string): string;
}

/**
 * @param inner - which operand: A is `[m, k]`, B is `[k, n]`
 * @param mayGoAlongK - whether four elements along k are of use
 */
export function loader(
  writer: ModuleWriter,
  { node, view }: Operand,
  inner: 'k' | 'n',
  mayGoAlongK = true,
): Loader {
  const rank = view.shape.length;
  const [rowStride, columnStride] = [view.strides[rank - 2]!, view.strides[rank - 1]!];
  const [rows, columns] = [view.shape[rank - 2]!, view.shape[rank - 1]!];
  const [kStride, outerStride] = inner === 'k' ? [columnStride, rowStride] : [rowStride, columnStride];
  const [kLength, outerLength] = inner === 'k' ? [columns, rows] : [rows, columns];
  const others = view.strides.slice(0, -2).every((stride) => stride % 4 === 0) && view.offset % 4 === 0;
  const isAlongK = mayGoAlongK && kStride === 1 && kLength % 4 === 0 && outerStride % 4 === 0 && others;
  const isAlongOuter = !isAlongK && outerStride === 1 && outerLength % 4 === 0 && kStride % 4 === 0 && others;
  const isVector = isAlongK || isAlongOuter;
  const { name } = writer.bind(node, isVector);
  const strideK = kStride === 1 ? '' : ` * ${writer.i32(kStride)}`;
  const strideOuter = outerStride === 1 ? '' : ` * ${writer.i32(outerStride)}`;
  const fourK = isAlongOuter ? `* ${writer.i32(kStride / 4)}` : '/ 4';
  return {
    isAlongK,
    isAlongOuter,
    base: (batch) =>
      [
        writer.i32(view.offset),
        ...batch.flatMap((coordinate, dim) =>
          view.strides[dim] === 0 ? [] : [`${coordinate} * ${writer.i32(view.strides[dim]!)}`],
        ),
      ].join(' + '),
    start: (outer) => `${inner === 'k' ? 'a' : 'b'}Base + (${outer})${strideOuter}`,
    at: (start, k) => {
      const at = `${start} + (${k})${strideK}`;
      return fromStored(
        isVector ? `${name}[(${at}) / 4][(${at}) & 3]` : `${name}[${at}]`,
        node.dtype,
        SCALAR,
      );
    },
    four: (quarter, k) => fromStored(`${name}[${quarter} + (${k}) ${fourK}]`, node.dtype, VECTOR),
  };
}
