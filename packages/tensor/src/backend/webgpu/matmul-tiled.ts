/**
 * Writes matrix multiplications for real GPUs: a workgroup loads tiles of both operands into memory that its invocations
 * share, so that each element is read from outside once for 64 rows or columns of the product.
 */
import type { Node } from '../../graph/node.ts';
import { VECTOR } from '../../ops/wgsl-prelude.ts';
import { sizeOf } from '../../shape/shape.ts';
import { scalarOf } from './expression-writer.ts';
import type { Program } from './loop-writer.ts';
import { writeEpilogue } from './matmul-epilogue.ts';
import { batchCoordinates, loader, type MatmulPlan } from './matmul-operand.ts';
import { ModuleWriter } from './writer.ts';

/** Rows and columns of the product that a workgroup computes. */
const TILE = 64;
/** Depth of the tiles in shared memory. */
const DEPTH = 16;
/** Invocations along each side; each computes 4 × 4 elements. */
const SIDE = 16;

export function writeTiledMatmul(name: string, plan: MatmulPlan, isStored: (node: Node) => boolean): Program {
  const { product, a, b, epilogue } = plan;
  const [m, n] = [product.shape.at(-2)!, product.shape.at(-1)!];
  const k = a.view.shape.at(-1)!;
  const batchDims = product.shape.slice(0, -2);
  const type = scalarOf(product.dtype);
  const four = VECTOR[type];
  const writer = new ModuleWriter();
  const aLoad = loader(writer, a, 'k');
  const bLoad = loader(writer, b, 'n');
  const [rowTiles, columnTiles] = [Math.ceil(m / TILE), Math.ceil(n / TILE)];
  const tiles = sizeOf(batchDims) * rowTiles * columnTiles;
  const [M, N, K] = [writer.i32(m), writer.i32(n), writer.i32(k)];
  const threads = SIDE * SIDE;
  const shares = (TILE * DEPTH) / threads;

  const lines: string[] = [
    'let index = i32(workgroup.y * grid.x + workgroup.x);',
    `if (index >= ${writer.i32(tiles)}) { return; }`,
    `let columnTiles = ${writer.i32(columnTiles)};`,
    `let rowTiles = ${writer.i32(rowTiles)};`,
    `let row0 = (index / columnTiles % rowTiles) * ${TILE};`,
    `let column0 = (index % columnTiles) * ${TILE};`,
    'let batch = index / (columnTiles * rowTiles);',
    'let thread = i32(local);',
    `let across = thread % ${SIDE};`,
    `let down = thread / ${SIDE};`,
  ];
  const batchNames = batchCoordinates(writer, lines, batchDims);
  lines.push(`let aBase = ${aLoad.base(batchNames)};`, `let bBase = ${bLoad.base(batchNames)};`);
  for (let row = 0; row < 4; row++) lines.push(`var c${row} = ${four}();`);
  lines.push(
    `for (var k0 = 0; k0 < ${K}; k0 += ${DEPTH}) {`,
    // Neighbours in the workgroup read neighbours in memory, along whichever axis has them.
    `for (var share = 0; share < ${shares}; share++) {`,
    `let at = share * ${threads} + thread;`,
    ...fill('a', aLoad.isAlongK, M, K, (outer, depth) => aLoad.at(aLoad.start(outer), depth), type),
    ...fill('b', bLoad.isAlongK, N, K, (outer, depth) => bLoad.at(bLoad.start(outer), depth), type),
    '}',
    'workgroupBarrier();',
    `for (var depth = 0; depth < ${DEPTH}; depth++) {`,
    `let at = depth * ${TILE};`,
    `let b4 = ${four}(tileB[at + across * 4], tileB[at + across * 4 + 1], tileB[at + across * 4 + 2], tileB[at + across * 4 + 3]);`,
    ...[0, 1, 2, 3].map((row) => `c${row} += tileA[at + down * 4 + ${row}] * b4;`),
    '}',
    'workgroupBarrier();',
    '}',
    `var tile = array<${four}, 4>(c0, c1, c2, c3);`,
    'for (var part = 0; part < 4; part++) {',
    'let row = row0 + down * 4 + part;',
    `if (row >= ${M}) { return; }`,
    'let column = column0 + across * 4;',
    'let value = tile[part];',
    ...writeEpilogue(writer, plan, isStored, { value: 'value', m: M, n: N }),
    '}',
  );

  const bound = writer.bindings;
  const shared = ['A', 'B'].map((tile) => `var<workgroup> tile${tile}: array<${type}, ${TILE * DEPTH}>;`);
  return {
    name,
    wgsl: writer.module(lines.join('\n'), { workgroupSize: threads, declarations: shared }),
    inputs: bound.filter(({ access }) => access === 'read').map(({ node }) => node),
    outputs: epilogue.members.map(({ node }) => node).filter(isStored),
    bound: bound.map(({ node }) => node),
    params: writer.params,
    constants: writer.constants,
    workgroups: tiles,
  };
}

/** Loads one element of a tile; zeros lie beyond the matrix. */
function fill(
  operand: 'a' | 'b',
  isAlongK: boolean,
  outerLength: string,
  k: string,
  read: (outer: string, depth: string) => string,
  type: string,
): string[] {
  const [first, tile] = operand === 'a' ? ['row0', 'tileA'] : ['column0', 'tileB'];
  const [depth, outer] = isAlongK ? [`at % ${DEPTH}`, `at / ${DEPTH}`] : [`at / ${TILE}`, `at % ${TILE}`];
  return [
    `let ${operand}Depth = ${depth};`,
    `let ${operand}Outer = ${outer};`,
    `let ${operand}Inside = ${first} + ${operand}Outer < ${outerLength} && k0 + ${operand}Depth < ${k};`,
    `let ${operand}Row = min(${first} + ${operand}Outer, ${outerLength} - 1);`,
    `let ${operand}K = min(k0 + ${operand}Depth, ${k} - 1);`,
    `${tile}[${operand}Depth * ${TILE} + ${operand}Outer] = select(${type}(0), ${read(`${operand}Row`, `${operand}K`)}, ${operand}Inside);`,
  ];
}
