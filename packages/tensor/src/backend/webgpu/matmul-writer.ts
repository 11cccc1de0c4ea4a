/**
 * Writes matrix multiplications, with what is computed from their results element by element.
 *
 * Each invocation computes a tile of the product in registers. Tiles are as large as the matrices fill; on software
 * adapters, invocations of a subgroup work on the same rows, so that each loads a part of them and hands it to the others.
 */
import type { Node } from '../../graph/node.ts';
import { SCALAR, VECTOR } from '../../ops/wgsl-prelude.ts';
import { sizeOf } from '../../shape/shape.ts';
import type { View } from '../../shape/view.ts';
import { Block, ExpressionWriter, fromStored, type Own, type Position, scalarOf, toStored } from './expression-writer.ts';
import type { Expression } from './expression.ts';
import type { LoopPlan } from './loop-plan.ts';
import { type Program, vectorSources } from './loop-writer.ts';
import { ModuleWriter, WORKGROUP } from './writer.ts';

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

interface Tile {
  readonly rows: number;
  /** A multiple of 4. */
  readonly columns: number;
}

export function writeMatmul(name: string, plan: MatmulPlan, isStored: (node: Node) => boolean): Program {
  const { product, a, b, epilogue } = plan;
  const [m, n] = [product.shape.at(-2)!, product.shape.at(-1)!];
  const k = a.view.shape.at(-1)!;
  const batchDims = product.shape.slice(0, -2);
  const type = scalarOf(product.dtype);
  const four = VECTOR[type];
  const tile = chooseTile(m, n);
  const writer = new ModuleWriter();

  const aLoad = loader(writer, a, 'k');
  const bLoad = loader(writer, b, 'n');
  const steps = aLoad.isAlongK || bLoad.isAlongK ? 4 : 1;
  const [rowTiles, columnTiles] = [Math.ceil(m / tile.rows), Math.ceil(n / tile.columns)];
  const tiles = sizeOf(batchDims) * rowTiles * columnTiles;

  const M = writer.i32(m);
  const N = writer.i32(n);
  const K = writer.i32(k);
  const lines: string[] = [
    `let thread = i32((workgroup.y * grid.x + workgroup.x) * ${WORKGROUP}u + local);`,
    `if (thread >= ${writer.i32(tiles)}) { return; }`,
    `let columnTiles = ${writer.i32(columnTiles)};`,
    `let rowTiles = ${writer.i32(rowTiles)};`,
    `let row0 = (thread / columnTiles % rowTiles) * ${tile.rows};`,
    `let column0 = (thread % columnTiles) * ${tile.columns};`,
    `let batch = thread / (columnTiles * rowTiles);`,
  ];
  const batchNames = batchCoordinates(writer, lines, batchDims);
  lines.push(`let aBase = ${aLoad.base(batchNames)};`, `let bBase = ${bLoad.base(batchNames)};`);
  const quads = tile.columns / 4;
  for (let row = 0; row < tile.rows; row++) {
    for (let q = 0; q < quads; q++) lines.push(`var c${row}_${q} = ${four}();`);
  }
  // Rows and columns beyond the matrix are computed from its last ones, and not stored.
  for (let row = 0; row < tile.rows; row++) lines.push(`let rowAt${row} = min(row0 + ${row}, ${M} - 1);`);
  lines.push(`for (var k = 0; k < ${K}; k += ${steps}) {`);
  lines.push(...loadA(aLoad, tile, steps, type, M), ...loadB(bLoad, tile, steps, type, N));
  for (let step = 0; step < steps; step++) {
    for (let row = 0; row < tile.rows; row++) {
      for (let q = 0; q < quads; q++) {
        lines.push(`c${row}_${q} += ${four}(a${row}${steps === 1 ? '' : `.${'xyzw'[step]}`}) * b${q}_${step};`);
      }
    }
  }
  lines.push('}');

  const expressions = new Map<Node, Expression>(
    epilogue.members.filter(({ node }) => node !== product).map(({ node, expression }) => [node, expression]),
  );
  const dims = epilogue.rowDims;
  const isVectorOut = n % 4 === 0 && dims.at(-1)! % 4 === 0;
  const vectorDim = isVectorOut ? dims.length - 1 : undefined;
  // One text for all parts of the tile: it is compiled once, and not as often as there are parts.
  const parts = Array.from({ length: tile.rows * quads }, (_part, i) => `c${Math.floor(i / quads)}_${i % quads}`);
  lines.push(
    `var tile = array<${four}, ${parts.length}>(${parts.join(', ')});`,
    `for (var part = 0; part < ${parts.length}; part++) {`,
    `let row = row0 + part / ${quads};`,
    `if (row >= ${M}) { return; }`,
  );
  if (isVectorOut) {
    lines.push(
      `let column = column0 + part % ${quads} * 4;`,
      `if (column < ${N}) {`,
      `let flat = (batch * ${M} + row) * ${N} + column;`,
      'let item = flat / 4;',
      'let value = tile[part];',
      ...writeEpilogue('value'),
      '}',
    );
  } else {
    lines.push(
      'for (var lane = 0; lane < 4; lane++) {',
      `let column = column0 + part % ${quads} * 4 + lane;`,
      `if (column < ${N}) {`,
      `let flat = (batch * ${M} + row) * ${N} + column;`,
      'let item = flat;',
      'let value = tile[part][lane];',
      ...writeEpilogue('value'),
      '}',
      '}',
    );
  }
  lines.push('}');

  const text = lines.join('\n');
  const wgsl = writer.module(text);
  const bound = writer.bindings;
  return {
    name,
    wgsl,
    inputs: bound.filter(({ access }) => access === 'read').map(({ node }) => node),
    outputs: epilogue.members.map(({ node }) => node).filter(isStored),
    bound: bound.map(({ node }) => node),
    params: writer.params,
    workgroups: Math.ceil(tiles / WORKGROUP),
  };

  /** Stores of one element, or of four, from the tile. */
  function writeEpilogue(value: string): string[] {
    const block = new Block();
    const names = dims.map((_length, dim) => `d${dim}`);
    let rest = 'flat';
    for (let dim = dims.length - 1; dim >= 0; dim--) {
      const length = dim === 0 ? '' : writer.i32(dims[dim]!);
      block.lines.push(`let ${names[dim]} = ${dim === 0 ? rest : `${rest} % ${length}`};`);
      if (dim > 0) block.lines.push(`let ${names[dim]}_ = ${rest} / ${length};`);
      rest = `${names[dim]}_`;
    }
    const own = (node: Node): Own | undefined =>
      node === product
        ? { name: value, variesAlong: (dim) => dim === vectorDim || vectorDim === undefined }
        : expressions.get(node);
    const code = new ExpressionWriter(writer, epilogue.strides, own, vectorSources(epilogue, vectorDim, new Set([product, ...expressions.keys()])));
    const at: Position = {
      rowBlock: block,
      block,
      coordinates: names,
      rowRank: dims.length,
      vectorDim,
      linear: 'item',
      dims,
    };
    const types = isVectorOut ? VECTOR : SCALAR;
    const stores = epilogue.members
      .filter(({ node }) => isStored(node))
      .map(({ node, expression }) => {
        const result = node === product ? value : code.value(expression, at);
        const { name: buffer } = writer.bind(node, isVectorOut, 'read_write');
        return `${buffer}[item] = ${toStored(result, node.dtype, types)};`;
      });
    return [...block.lines, ...stores];
  }
}

/** Large tiles for large matrices: less is loaded for each product. */
function chooseTile(m: number, n: number): Tile {
  if (n < 8 || m * n < 4096) return { rows: m < 4 ? 1 : 4, columns: 4 };
  return m >= 64 ? { rows: 16, columns: 8 } : { rows: m < 4 ? 1 : 4, columns: 8 };
}

function batchCoordinates(writer: ModuleWriter, lines: string[], dims: readonly number[]): string[] {
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
interface Loader {
  /** Four elements at a time along k. */
  readonly isAlongK: boolean;
  /** Four elements at a time along m or n. */
  readonly isAlongOuter: boolean;
  base(batch: readonly string[]): string;
  /** The element at an outer index and a k. */
  at(outer: string, k: string): string;
  /** Four elements from there on. */
  four(outer: string, k: string): string;
}

/** @param inner - which operand: A is `[m, k]`, B is `[k, n]` */
function loader(writer: ModuleWriter, { node, view }: Operand, inner: 'k' | 'n'): Loader {
  const rank = view.shape.length;
  const [rowStride, columnStride] = [view.strides[rank - 2]!, view.strides[rank - 1]!];
  const [rows, columns] = [view.shape[rank - 2]!, view.shape[rank - 1]!];
  const [kStride, outerStride] = inner === 'k' ? [columnStride, rowStride] : [rowStride, columnStride];
  const [kLength, outerLength] = inner === 'k' ? [columns, rows] : [rows, columns];
  const others = view.strides.slice(0, -2).every((stride) => stride % 4 === 0) && view.offset % 4 === 0;
  const isAlongK = kStride === 1 && kLength % 4 === 0 && outerStride % 4 === 0 && others;
  const isAlongOuter = !isAlongK && outerStride === 1 && outerLength % 4 === 0 && kStride % 4 === 0 && others;
  const isVector = isAlongK || isAlongOuter;
  const { name } = writer.bind(node, isVector);
  const prefix = inner === 'k' ? 'a' : 'b';
  const strideK = kStride === 1 ? '' : ` * ${writer.i32(kStride)}`;
  const strideOuter = outerStride === 1 ? '' : ` * ${writer.i32(outerStride)}`;
  const offset = (outer: string, k: string): string => `${prefix}Base + (${outer})${strideOuter} + (${k})${strideK}`;
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
    at: (outer, k) => {
      const at = offset(outer, k);
      return fromStored(isVector ? `${name}[(${at}) / 4][(${at}) & 3]` : `${name}[${at}]`, node.dtype, SCALAR);
    },
    four: (outer, k) => fromStored(`${name}[(${offset(outer, k)}) / 4]`, node.dtype, VECTOR),
  };
}

/** Names `a0`, `a1`, …: one element for each row, or four along k. */
function loadA(load: Loader, tile: Tile, steps: number, type: 'f32' | 'i32' | 'u32' | 'bool', m: string): string[] {
  const lines: string[] = [];
  if (load.isAlongOuter && steps === 1 && tile.rows % 4 === 0) {
    for (let q = 0; q < tile.rows / 4; q++) {
      lines.push(`let s${q} = ${load.four(`min(row0 + ${q * 4}, ${m} - 4)`, 'k')};`);
      for (let row = 0; row < 4; row++) lines.push(`let a${q * 4 + row} = s${q}.${'xyzw'[row]};`);
    }
    return lines;
  }
  for (let row = 0; row < tile.rows; row++) {
    if (steps === 1) lines.push(`let a${row} = ${load.at(`rowAt${row}`, 'k')};`);
    else if (load.isAlongK) lines.push(`let a${row} = ${load.four(`rowAt${row}`, 'k')};`);
    else {
      const elements = [0, 1, 2, 3].map((step) => load.at(`rowAt${row}`, `k + ${step}`));
      lines.push(`let a${row} = ${VECTOR[type]}(${elements.join(', ')});`);
    }
  }
  return lines;
}

/** Names `b<quad>_<step>`: four columns of one row of B. */
function loadB(load: Loader, tile: Tile, steps: number, type: 'f32' | 'i32' | 'u32' | 'bool', n: string): string[] {
  const lines: string[] = [];
  for (let q = 0; q < tile.columns / 4; q++) {
    const column = (lane: number): string => `min(column0 + ${q * 4 + lane}, ${n} - 1)`;
    if (load.isAlongOuter) {
      // Columns come in fours, so a quad lies inside or outside as a whole.
      for (let step = 0; step < steps; step++) {
        lines.push(`let b${q}_${step} = ${load.four(`min(column0 + ${q * 4}, ${n} - 4)`, `k + ${step}`)};`);
      }
    } else if (load.isAlongK) {
      for (let lane = 0; lane < 4; lane++) lines.push(`let t${q}_${lane} = ${load.four(column(lane), 'k')};`);
      for (let step = 0; step < steps; step++) {
        const elements = [0, 1, 2, 3].map((lane) => `t${q}_${lane}.${'xyzw'[step]}`);
        lines.push(`let b${q}_${step} = ${VECTOR[type]}(${elements.join(', ')});`);
      }
    } else {
      for (let step = 0; step < steps; step++) {
        const elements = [0, 1, 2, 3].map((lane) => load.at(column(lane), `k + ${step}`));
        lines.push(`let b${q}_${step} = ${VECTOR[type]}(${elements.join(', ')});`);
      }
    }
  }
  return lines;
}
