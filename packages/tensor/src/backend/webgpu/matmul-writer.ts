/**
 * Writes matrix multiplications for adapters that compute on the processor.
 *
 * Each invocation computes a tile of the product in registers, without memory that it shares with others: barriers are
 * slow there. The larger the tile, the less is loaded for each product, and the longer it takes to compile.
 */
import type { Node } from '../../graph/node.ts';
import { VECTOR } from '../../ops/wgsl-prelude.ts';
import { sizeOf } from '../../shape/shape.ts';
import { PARTS, type Scalar, scalarOf } from './expression-writer.ts';
import type { Lanes } from './kernel-family.ts';
import type { Program } from './loop-writer.ts';
import { writeEpilogue } from './matmul-epilogue.ts';
import { batchCoordinates, type Loader, loader, type MatmulPlan } from './matmul-operand.ts';
import { ModuleWriter, WORKGROUP } from './writer.ts';

/** Sharing rows rounds the number of column tiles up: as far as that is worth it. */
const MAX_WASTE = 1.25;

interface Tile {
  readonly rows: number;
  /** A multiple of 4. */
  readonly columns: number;
}

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
  const four = VECTOR[type];
  const tile = chooseTile(m, n);
  const writer = new ModuleWriter();

  const aLoad = loader(writer, a, 'k');
  const bLoad = loader(writer, b, 'n');
  const steps = aLoad.isAlongK || bLoad.isAlongK ? 4 : 1;
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
  const quads = tile.columns / 4;
  for (let row = 0; row < tile.rows; row++) {
    for (let q = 0; q < quads; q++) lines.push(`var c${row}_${q} = ${four}();`);
  }
  // Rows and columns beyond the matrix are computed from its last ones, and not stored.
  const rows = isShared
    ? sharedLoads(aLoad, tile, steps, type, M, lanes)
    : ownLoads(aLoad, tile, steps, type, M);
  lines.push(...rows.before, `for (var k = 0; k < ${K}; k += ${steps}) {`);
  lines.push(...rows.each, ...loadB(bLoad, tile, steps, type, N));
  // One statement for each accumulator: SwiftShader loads and stores it once a statement.
  for (let row = 0; row < tile.rows; row++) {
    for (let q = 0; q < quads; q++) {
      const terms = Array.from({ length: steps }, (_term, step) => {
        const factor = steps === 1 ? `a${row}` : `a${row}.${PARTS[step]}`;
        return `${factor} * b${q}_${step}`;
      });
      lines.push(`c${row}_${q} += ${terms.join(' + ')};`);
    }
  }
  lines.push('}');

  if (isShared) lines.push('if (index >= tiles) { return; }');
  // One text for all parts of the tile: it is compiled once, and not as often as there are parts.
  const parts = Array.from(
    { length: tile.rows * quads },
    (_part, i) => `c${Math.floor(i / quads)}_${i % quads}`,
  );
  lines.push(
    `var tile = array<${four}, ${parts.length}>(${parts.join(', ')});`,
    `for (var part = 0; part < ${parts.length}; part++) {`,
    `let row = row0 + part / ${quads};`,
    `if (row >= ${M}) { return; }`,
    `let column = column0 + part % ${quads} * 4;`,
    'let value = tile[part];',
    ...writeEpilogue(writer, plan, isStored, { value: 'value', m: M, n: N }),
    '}',
  );

  const bound = writer.bindings;
  const wgsl = writer.module(lines.join('\n'), { usesSubgroups: isShared });
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
  return m >= 64 ? { rows: 16, columns: 8 } : { rows: m < 4 ? 1 : 4, columns: 8 };
}

/** How the rows of A get into `a0`, `a1`, …: one element for each row, or four along k. */
interface RowLoads {
  /** Before the loop over k. */
  readonly before: string[];
  /** In each round of it. */
  readonly each: string[];
}

/** Each invocation loads all its rows. */
function ownLoads(load: Loader, tile: Tile, steps: number, type: Scalar, m: string): RowLoads {
  const rows = Array.from({ length: tile.rows }, (_row, row) => row);
  if (load.isAlongOuter && steps === 1 && tile.rows % 4 === 0) {
    const each = rows.map((row) =>
      row % 4 === 0
        ? `let s${row / 4} = ${load.four(`min(row0 + ${row}, ${m} - 4)`, 'k')};\nlet a${row} = s${row / 4}.x;`
        : `let a${row} = s${Math.floor(row / 4)}.${PARTS[row % 4]};`,
    );
    return { before: [], each };
  }
  return {
    before: rows.map((row) => `let rowAt${row} = min(row0 + ${row}, ${m} - 1);`),
    each: rows.map((row) => `let a${row} = ${rowOfA(load, `rowAt${row}`, steps, type)};`),
  };
}

/** The lanes of a subgroup have the same rows: each loads its share, and all get all. */
function sharedLoads(
  load: Loader,
  tile: Tile,
  steps: number,
  type: Scalar,
  m: string,
  lanes: number,
): RowLoads {
  const isQuads = load.isAlongOuter && steps === 1;
  const count = isQuads ? tile.rows / 4 : tile.rows;
  const shares = Array.from({ length: Math.ceil(count / lanes) }, (_share, share) => share);
  const before = shares.map((share) => {
    const at = `${share * lanes} + i32(lane)`;
    return isQuads
      ? `let rowAt${share} = min(row0 + min(${at}, ${count - 1}) * 4, ${m} - 4);`
      : `let rowAt${share} = min(row0 + ${at}, ${m} - 1);`;
  });
  const own = shares.map((share) => {
    const value = isQuads ? load.four(`rowAt${share}`, 'k') : rowOfA(load, `rowAt${share}`, steps, type);
    return `let own${share} = ${value};`;
  });
  const from = (item: number): string =>
    `subgroupBroadcast(own${Math.floor(item / lanes)}, ${item % lanes}u)`;
  const all = Array.from({ length: count }, (_item, item) =>
    isQuads
      ? [
          `let s${item} = ${from(item)};`,
          ...[0, 1, 2, 3].map((row) => `let a${item * 4 + row} = s${item}.${PARTS[row]};`),
        ]
      : [`let a${item} = ${from(item)};`],
  );
  return { before, each: [...own, ...all.flat()] };
}

/** An element of a row, or four along k. */
function rowOfA(load: Loader, row: string, steps: number, type: Scalar): string {
  if (steps === 1) return load.at(row, 'k');
  if (load.isAlongK) return load.four(row, 'k');
  return `${VECTOR[type]}(${[0, 1, 2, 3].map((step) => load.at(row, `k + ${step}`)).join(', ')})`;
}

/** Names `b<quad>_<step>`: four columns of one row of B. */
function loadB(load: Loader, tile: Tile, steps: number, type: Scalar, n: string): string[] {
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
        const elements = [0, 1, 2, 3].map((lane) => `t${q}_${lane}.${PARTS[step]}`);
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
