/**
 * The loop over k in which an invocation adds up its tile of a product.
 *
 * The tile is cut into blocks of four columns, one below the other. Rows and columns beyond the matrix are computed from
 * its last ones, and not stored.
 */
import { VECTOR } from '../../ops/wgsl-prelude.ts';
import { PARTS, type Scalar } from './expression-writer.ts';
import type { Loader } from './matmul-operand.ts';

export interface Tile {
  readonly rows: number;
  /** A multiple of 4. */
  readonly columns: number;
}

/** The product of a tile. `row0` and `column0` are its first row and column. */
export interface TileProduct {
  readonly a: Loader;
  readonly b: Loader;
  readonly tile: Tile;
  readonly type: Scalar;
  /** Names of the lengths. */
  readonly m: string;
  readonly n: string;
  readonly k: string;
  /** Whether the four lanes of a subgroup have the same rows of A: each loads some of them, and all get all. */
  readonly isShared: boolean;
}

/** Code that adds up a tile. */
export interface Sum {
  /** The variable of the sums. SwiftShader compiles one in memory faster than many that it has to find registers for. */
  readonly declaration: string;
  readonly lines: readonly string[];
  /** Four columns of a row of the tile, by the names `tileRow` and `quad`. */
  readonly value: string;
}

/** A value of an operand in each round of the loop: what is known before the loop, and the value itself. */
interface Load {
  readonly start: string;
  readonly value: (start: string) => string;
}

/** Adds up one k in each round: a vector of columns, times one element for each row. */
export function oneByOne({ a, b, tile, type, m, n, k, isShared }: TileProduct): Sum {
  const four = VECTOR[type];
  const quads = count(tile.columns / 4);
  const rows = count(tile.rows);
  const round = new Round();
  if (a.isAlongOuter) {
    const fours = round.values('a', tile.rows / 4, isShared, (item) => ({
      start: `(${a.start(`min(row0 + (${item}) * 4, ${m} - 4)`)}) / 4`,
      value: (start) => a.four(start, 'k'),
    }));
    for (const [group, loaded] of fours.entries()) round.name(`rows${group}`, loaded);
    for (const row of rows) round.name(`row${row}`, `rows${Math.floor(row / 4)}.${PARTS[row % 4]}`);
  } else {
    const elements = round.values('a', tile.rows, isShared, (item) => ({
      start: a.start(`min(${plus('row0', item)}, ${m} - 1)`),
      value: (start) => a.at(start, 'k'),
    }));
    for (const row of rows) round.name(`row${row}`, elements[row]!);
  }
  for (const q of quads) {
    if (b.isAlongOuter) {
      const [columns] = round.values(`b${q}_`, 1, false, () => ({
        start: `(${b.start(`min(${plus('column0', q * 4)}, ${n} - 4)`)}) / 4`,
        value: (start) => b.four(start, 'k'),
      }));
      round.name(`columns${q}`, columns!);
    } else {
      const columns = round.values(`b${q}_`, 4, false, (item) => ({
        start: b.start(`min(${plus('column0', q * 4, item)}, ${n} - 1)`),
        value: (start) => b.at(start, 'k'),
      }));
      round.name(`columns${q}`, `${four}(${columns.join(', ')})`);
    }
  }
  // One statement for each sum: SwiftShader loads and stores it once a statement.
  const sums = rows.flatMap((row) =>
    quads.map((q) => `sums[${row * quads.length + q}] += row${row} * columns${q};`),
  );
  return {
    declaration: `var<private> sums: array<${four}, ${sums.length}>;`,
    lines: round.loop(k, 1, sums),
    value: `sums[tileRow * ${quads.length} + quad]`,
  };
}

/** Adds up four k in each round, as products of 4 × 4 matrices: WGSL has them for floating-point numbers only. */
export function inFours({ a, b, tile, m, n, k, isShared }: TileProduct): Sum {
  const groups = count(Math.ceil(tile.rows / 4));
  const quads = count(tile.columns / 4);
  const isOneRow = tile.rows === 1;
  const round = new Round();
  // In WGSL a matrix is its columns: one for each row of A, …
  for (const group of groups) {
    const vectors = round.values(
      `a${group}_`,
      isOneRow ? 1 : 4,
      isShared,
      block(a, plus('row0', group * 4), m),
    );
    round.name(`rows${group}`, isOneRow ? vectors[0]! : matrix(vectors, a.isAlongOuter));
  }
  // … and one for each row, that is, each k, of B.
  for (const q of quads) {
    const vectors = round.values(`b${q}_`, 4, false, block(b, plus('column0', q * 4), n));
    round.name(`columns${q}`, matrix(vectors, !b.isAlongOuter));
  }
  const sums = groups.flatMap((group) =>
    quads.map((q) => `sums[${group * quads.length + q}] += columns${q} * rows${group};`),
  );
  const type = isOneRow ? VECTOR.f32 : 'mat4x4<f32>';
  return {
    declaration: `var<private> sums: array<${type}, ${sums.length}>;`,
    lines: round.loop(k, 4, sums),
    value: isOneRow ? 'sums[quad]' : `sums[tileRow / 4 * ${quads.length} + quad][tileRow % 4]`,
  };
}

/** The vectors of a block of 4 × 4 elements: one for each k, if the operand is read along the outer axis; else along k. */
function block(load: Loader, first: string, length: string): (item: string) => Load {
  return (item) => {
    if (load.isAlongOuter) {
      return {
        start: `(${load.start(`min(${first}, ${length} - 4)`)}) / 4`,
        value: (start) => load.four(start, plus('k', item)),
      };
    }
    const start = load.start(`min(${plus(first, item)}, ${length} - 1)`);
    if (load.isAlongK) return { start: `(${start}) / 4`, value: (at) => load.four(at, 'k') };
    const along = (at: string): string[] => count(4).map((step) => load.at(at, plus('k', step)));
    return { start, value: (at) => `${VECTOR.f32}(${along(at).join(', ')})` };
  };
}

function matrix(columns: readonly string[], isTransposed: boolean): string {
  const text = `mat4x4<f32>(${columns.join(', ')})`;
  return isTransposed ? `transpose(${text})` : text;
}

/** What happens in each round of the loop, and once before it. */
class Round {
  readonly #starts = new Map<string, string>();
  readonly #lines: string[] = [];

  name(name: string, value: string): void {
    this.#lines.push(`let ${name} = ${value};`);
  }

  /**
   * Loads some values; each invocation all of them, or if they are shared, each of four lanes a quarter.
   *
   * @param load - what to load, by the number of the value as an expression
   * @returns expressions for the values, each to be used once
   */
  values(name: string, length: number, isShared: boolean, load: (item: string) => Load): string[] {
    const isQuarter = isShared && length % 4 === 0;
    const items = isQuarter
      ? count(length / 4).map((share) => plus(share * 4, 'i32(lane)'))
      : count(length).map(String);
    for (const [index, item] of items.entries()) {
      const { start, value } = load(item);
      this.name(`${name}${index}`, value(this.#start(start, `${name}${index}Start`)));
    }
    return count(length).map((item) =>
      isQuarter ? `subgroupBroadcast(${name}${Math.floor(item / 4)}, ${item % 4}u)` : `${name}${item}`,
    );
  }

  /** A name for what does not change in the loop. */
  #start(expression: string, name: string): string {
    const known = this.#starts.get(expression);
    if (known !== undefined) return known;
    this.#starts.set(expression, name);
    return name;
  }

  loop(k: string, step: number, sums: readonly string[]): string[] {
    return [
      ...[...this.#starts].map(([expression, name]) => `let ${name} = ${expression};`),
      `for (var k = 0; k < ${k}; k += ${step}) {`,
      ...this.#lines,
      ...sums,
      '}',
    ];
  }
}

function count(length: number): number[] {
  return Array.from({ length }, (_item, index) => index);
}

/** A sum in WGSL; a zero is left out. */
function plus(...terms: readonly (string | number)[]): string {
  return terms.filter((term) => Number(term) !== 0).join(' + ');
}
