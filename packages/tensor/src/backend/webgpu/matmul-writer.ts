/**
 * Writes matrix multiplications for adapters that compute on the processor.
 *
 * Each invocation computes a tile of the product in registers, without memory that it shares with others: barriers are
 * slow there. The larger the tile, the less is loaded for each product, and the longer it takes to compile.
 */
import type { Node } from '../../graph/node.ts';
import { sizeOf } from '../../shape/shape.ts';
import { scalarOf } from './expression-writer.ts';
import type { Lanes } from './kernel-family.ts';
import type { Program } from './loop-writer.ts';
import { writeEpilogue } from './matmul-epilogue.ts';
import { batchCoordinates, loader, type MatmulPlan } from './matmul-operand.ts';
import { inFours, oneByOne, type Tile } from './matmul-rounds.ts';
import { ModuleWriter, WORKGROUP } from './writer.ts';

/** Sharing rows rounds the number of column tiles up: as far as that is worth it. */
const MAX_WASTE = 1.25;

const LARGE: Tile = { rows: 16, columns: 8 };

/** @param lanes - of a subgroup; they share the rows of A, each loads some and gets the others from its neighbours */
export function writeMatmul(
  name: string,
  plan: MatmulPlan,
  isStored: (node: Node) => boolean,
  lanes: Lanes,
): Program {
  const { product, a, b, epilogue } = plan;
  const [m, n] = [product.shape.at(-2)!, product.shape.at(-1)!];
  const k = a.view.shape.at(-1)!;
  const batchDims = product.shape.slice(0, -2);
  const type = scalarOf(product.dtype);
  const tile = chooseTile(m, n);
  const writer = new ModuleWriter();

  // Matrices are of floating-point numbers.
  const isFloat = type === 'f32';
  const aLoad = loader(writer, a, 'k', isFloat);
  const bLoad = loader(writer, b, 'n', isFloat);
  const rowTiles = Math.ceil(m / tile.rows);
  const neededTiles = Math.ceil(n / tile.columns);
  // All lanes of a subgroup get the same rows if there are as many column tiles as lanes, or twice as many, ….
  const sharedTiles = Math.ceil(neededTiles / lanes) * lanes;
  const isShared = lanes > 1 && tile.rows >= lanes && sharedTiles <= neededTiles * MAX_WASTE;
  const columnTiles = isShared ? sharedTiles : neededTiles;
  const tiles = sizeOf(batchDims) * rowTiles * columnTiles;

  const M = writer.i32(m);
  const N = writer.i32(n);
  const K = writer.i32(k);
  const lines: string[] = [
    `let index = i32((workgroup.y * grid.x + workgroup.x) * ${WORKGROUP}u + local);`,
    `let tiles = ${writer.i32(tiles)};`,
    // Who hands values to others must not leave before them.
    ...(isShared ? [] : ['if (index >= tiles) { return; }']),
    `let thread = ${isShared ? 'min(index, tiles - 1)' : 'index'};`,
    `let columnTiles = ${writer.i32(columnTiles)};`,
    `let rowTiles = ${writer.i32(rowTiles)};`,
    `let row0 = (thread / columnTiles % rowTiles) * ${tile.rows};`,
    `let column0 = (thread % columnTiles) * ${tile.columns};`,
    `let batch = thread / (columnTiles * rowTiles);`,
  ];
  const batchNames = batchCoordinates(writer, lines, batchDims);
  lines.push(`let aBase = ${aLoad.base(batchNames)};`, `let bBase = ${bLoad.base(batchNames)};`);
  // Four k in a round are faster, and take longer to compile: where nothing lies side by side along k, large tiles gain.
  const isAcrossK = aLoad.isAlongOuter && bLoad.isAlongOuter;
  const goesInFours =
    aLoad.isAlongK || bLoad.isAlongK || (isFloat && isAcrossK && k % 4 === 0 && tile === LARGE);
  const sum = (goesInFours ? inFours : oneByOne)({
    a: aLoad,
    b: bLoad,
    tile,
    type,
    m: M,
    n: N,
    k: K,
    isShared,
  });
  lines.push(...sum.lines);
  if (isShared) lines.push('if (index >= tiles) { return; }');
  // One text for all parts of the tile: it is compiled once, and not as often as there are parts.
  const quads = tile.columns / 4;
  lines.push(
    `for (var part = 0; part < ${tile.rows * quads}; part++) {`,
    `let tileRow = part / ${quads};`,
    `let quad = part % ${quads};`,
    'let row = row0 + tileRow;',
    `if (row >= ${M}) { return; }`,
    'let column = column0 + quad * 4;',
    `let value = ${sum.value};`,
    ...writeEpilogue(writer, plan, isStored, { value: 'value', m: M, n: N }),
    '}',
  );

  const bound = writer.bindings;
  const wgsl = writer.module(lines.join('\n'), { declarations: [sum.declaration], usesSubgroups: isShared });
  return {
    name,
    wgsl,
    inputs: bound.filter(({ access }) => access === 'read').map(({ node }) => node),
    outputs: epilogue.members.map(({ node }) => node).filter(isStored),
    bound: bound.map(({ node }) => node),
    params: writer.params,
    constants: writer.constants,
    workgroups: Math.ceil(tiles / WORKGROUP),
  };
}

/** Large tiles for large matrices: less is loaded for each product. */
function chooseTile(m: number, n: number): Tile {
  if (n < 8 || m * n < 4096) return { rows: m < 4 ? 1 : 4, columns: 4 };
  return m >= 64 ? LARGE : { rows: m < 4 ? 1 : 4, columns: 8 };
}
