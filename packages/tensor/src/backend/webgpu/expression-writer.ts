/** Writes expressions as WGSL, one `let` for each part, scalar where it can and four elements at a time where it must. */
import type { DType } from '../../dtype.ts';
import type { Node } from '../../graph/node.ts';
import { elementwiseRow, type WgslTypes } from '../../ops/elementwise.ts';
import { SCALAR, VECTOR } from '../../ops/wgsl-prelude.ts';
import { stridesOf } from '../../shape/shape.ts';
import type { View } from '../../shape/view.ts';
import { type Expression, partsOf, type Path } from './expression.ts';
import type { ModuleWriter } from './writer.ts';

/** Types that WGSL computes with. */
export type Scalar = 'f32' | 'i32' | 'u32' | 'bool';

/** The four elements of a vector. */
export const PARTS = ['x', 'y', 'z', 'w'] as const;

export function scalarOf(dtype: DType): Scalar {
  return dtype === 'f16' ? 'f32' : dtype;
}

/** Lines of a block of code, and the names of what has been computed in it. */
export class Block {
  readonly lines: string[] = [];
  readonly names = new Map<Expression, string>();
  readonly parent: Block | undefined;

  constructor(parent?: Block) {
    this.parent = parent;
  }
}

/** Where an expression is computed. */
export interface Position {
  /** Where what does not change along the lanes is written. */
  readonly rowBlock: Block;
  readonly block: Block;
  /** Names of the coordinates along the dimensions, as i32. */
  readonly coordinates: readonly string[];
  /** Number of row dimensions. */
  readonly rowRank: number;
  /** The dimension of which four elements are computed at a time. */
  readonly vectorDim: number | undefined;
  /** The position in the row-major order of all elements, in vectors where there are any; if it is at hand. */
  readonly linear: string | undefined;
  /** Lengths of the dimensions. */
  readonly dims: readonly number[];
}

/** What the kernel itself has computed: an expression to be computed again, or the result of a reduction. */
export type Own = Expression | { readonly name: string; readonly variesAlong: (dim: number) => boolean };

export class ExpressionWriter {
  readonly #writer: ModuleWriter;
  readonly #strides: ReadonlyMap<View, readonly number[]>;
  /** What the kernel itself computes: expressions by node, or names of results of reductions. */
  readonly #own: (node: Node) => Own | undefined;
  readonly #vectorSources: ReadonlySet<Node>;
  readonly #varying = new Map<Expression, Map<number, boolean>>();
  #counter = 0;

  constructor(
    writer: ModuleWriter,
    strides: ReadonlyMap<View, readonly number[]>,
    own: (node: Node) => Own | undefined,
    vectorSources: ReadonlySet<Node>,
  ) {
    this.#writer = writer;
    this.#strides = strides;
    this.#own = own;
    this.#vectorSources = vectorSources;
  }

  /** The name of the value: of four elements if it is computed in vectors, even where all four are equal. */
  value(expression: Expression, at: Position): string {
    if (at.vectorDim === undefined) return this.#scalar(expression, at);
    return this.#varies(expression, at.vectorDim)
      ? this.#vector(expression, at)
      : this.#splat(expression, at);
  }

  #splat(expression: Expression, at: Position): string {
    return `vec4<${scalarOf(expression.dtype)}>(${this.#scalar(expression, at)})`;
  }

  /** Whether the value changes along a dimension. */
  #varies(expression: Expression, dim: number): boolean {
    const known = this.#varying.get(expression) ?? new Map<number, boolean>();
    this.#varying.set(expression, known);
    let varies = known.get(dim);
    if (varies === undefined) known.set(dim, (varies = this.#findVaries(expression, dim)));
    return varies;
  }

  #findVaries(expression: Expression, dim: number): boolean {
    if (expression.kind === 'load') {
      const own = this.#own(expression.source);
      if (own === undefined) return this.#strideAlong(expression.path, dim) !== 0;
      return 'variesAlong' in own ? own.variesAlong(dim) : this.#varies(own, dim);
    }
    const moves = 'path' in expression && this.#strideAlong(expression.path, dim) !== 0;
    return moves || partsOf(expression).some((part) => this.#varies(part, dim));
  }

  #strideAlong([view]: Path, dim: number): number {
    return this.#strides.get(view)?.[dim] ?? 0;
  }

  /** What does not change along the lanes is computed before their loop. */
  #blockFor(expression: Expression, at: Position): Block {
    for (let dim = at.rowRank; dim < at.dims.length; dim++)
      if (this.#varies(expression, dim)) return at.block;
    return at.rowBlock;
  }

  #name(expression: Expression, at: Position, type: string, code: (block: Block) => string): string {
    const block = this.#blockFor(expression, at);
    for (let each: Block | undefined = block; each !== undefined; each = each.parent) {
      const known = each.names.get(expression);
      if (known !== undefined) return known;
    }
    const written = code(block);
    const name = `v${this.#counter++}`;
    block.lines.push(`let ${name}: ${type} = ${written};`);
    block.names.set(expression, name);
    return name;
  }

  #scalar(expression: Expression, at: Position): string {
    const type = scalarOf(expression.dtype);
    switch (expression.kind) {
      case 'load': {
        const own = this.#own(expression.source);
        if (own !== undefined) return 'variesAlong' in own ? own.name : this.#scalar(own, at);
        return this.#name(expression, at, type, (block) =>
          this.#loadOne(expression.source, this.#index(expression.path, at, block), expression.dtype),
        );
      }
      case 'gather':
        return this.#name(expression, at, type, (block) => {
          const index = this.#gatherIndex(expression, at, block, this.#scalar(expression.index, at));
          return this.#loadOne(expression.source, index, expression.dtype);
        });
      case 'coordinate':
        return this.#name(expression, at, type, (block) => this.#index(expression.path, at, block));
      case 'constant':
        return this.#name(expression, at, type, () =>
          this.#writer.constant(expression.value, expression.dtype, expression.node),
        );
      case 'operation':
        return this.#name(expression, at, type, () => {
          const inputs = expression.inputs.map((input) => this.#scalar(input, at));
          return this.#call(expression, inputs, SCALAR);
        });
      default:
        return this.#name(expression, at, type, () =>
          convert(this.#scalar(expression.input, at), expression.input.dtype, expression.dtype, SCALAR),
        );
    }
  }

  #vector(expression: Expression, at: Position): string {
    const type = `vec4<${scalarOf(expression.dtype)}>`;
    const dim = at.vectorDim!;
    switch (expression.kind) {
      case 'load': {
        const own = this.#own(expression.source);
        if (own !== undefined) return 'variesAlong' in own ? own.name : this.value(own, at);
        return this.#name(expression, at, type, (block) =>
          this.#loadFour(expression.source, expression.path, at, block),
        );
      }
      case 'gather':
        return this.#name(expression, at, type, (block) => {
          const stride = this.#strideAlong(expression.path, dim);
          if (!this.#varies(expression.index, dim) && expression.path.length === 1 && stride === 1) {
            const index = this.#gatherIndex(expression, at, block, this.#scalar(expression.index, at));
            return this.#loadRun(expression.source, index, expression.dtype);
          }
          const base = this.#indices(expression.path, at, block);
          const along = this.value(expression.index, at);
          const indices = `(${base} + ${this.#clamped(along, expression.length, VECTOR)} * ${this.#writer.i32(expression.stride)})`;
          return this.#loadEach(expression.source, indices, expression.dtype, block);
        });
      case 'coordinate':
        return this.#name(expression, at, type, (block) => this.#indices(expression.path, at, block));
      case 'operation':
        return this.#name(expression, at, type, () => {
          const inputs = expression.inputs.map((input) => this.value(input, at));
          return this.#call(expression, inputs, VECTOR);
        });
      case 'cast':
        return this.#name(expression, at, type, () =>
          convert(this.value(expression.input, at), expression.input.dtype, expression.dtype, VECTOR),
        );
      default:
        return this.#splat(expression, at);
    }
  }

  #call(expression: Expression & { kind: 'operation' }, inputs: readonly string[], types: WgslTypes): string {
    const row = elementwiseRow(expression.name);
    const operand = expression.inputs.at(-1)!.dtype;
    return row.wgsl({ ...types, operand: scalarOf(operand) }, ...inputs);
  }

  /** The position in the flat array, as i32. */
  #index(path: Path, at: Position, block: Block): string {
    const [view, ...behind] = path;
    return this.#behind(this.#flat(view, at), behind, 'i32', block);
  }

  /** The positions of four elements, as vec4<i32>. */
  #indices(path: Path, at: Position, block: Block): string {
    const [view, ...behind] = path;
    const stride = this.#strideAlong(path, at.vectorDim!);
    const steps =
      stride === 1 ? 'vec4<i32>(0, 1, 2, 3)' : `vec4<i32>(0, 1, 2, 3) * ${this.#writer.i32(stride)}`;
    return this.#behind(`(vec4<i32>(${this.#flat(view, at)}) + ${steps})`, behind, 'vec4<i32>', block);
  }

  #flat(view: View, at: Position): string {
    const strides = this.#strides.get(view)!;
    if (view.offset === 0 && at.linear !== undefined && isRowMajor(strides, at.dims)) {
      return at.vectorDim === undefined ? at.linear : `(${at.linear} * 4)`;
    }
    const terms: string[] = [];
    for (const [dim, coordinate] of at.coordinates.entries()) {
      const stride = strides[dim]!;
      if (stride === 0) continue;
      terms.push(stride === 1 ? coordinate : `${coordinate} * ${this.#writer.i32(stride)}`);
    }
    if (view.offset !== 0) terms.push(this.#writer.i32(view.offset));
    return terms.length === 0 ? '0' : `(${terms.join(' + ')})`;
  }

  /** Takes a position apart along the axes of each further view. */
  #behind(index: string, views: readonly View[], type: string, block: Block): string {
    let current = index;
    for (const view of views) {
      // Named, since each axis speaks of it.
      const position = `at${this.#counter++}`;
      block.lines.push(`let ${position} = ${current};`);
      const terms: string[] = [];
      const lengths = stridesOf(view.shape);
      for (const [axis, stride] of view.strides.entries()) {
        const length = view.shape[axis]!;
        if (length === 1 || stride === 0) continue;
        const isFirst = axis === 0;
        const inside = lengths[axis]!;
        const below = inside === 1 ? position : `(${position} / ${type}(${this.#writer.i32(inside)}))`;
        const coordinate = isFirst ? below : `(${below} % ${type}(${this.#writer.i32(length)}))`;
        terms.push(stride === 1 ? coordinate : `${coordinate} * ${this.#writer.i32(stride)}`);
      }
      if (view.offset !== 0) terms.push(`${type}(${this.#writer.i32(view.offset)})`);
      current = terms.length === 0 ? `${type}(0)` : `(${terms.join(' + ')})`;
    }
    return current;
  }

  #gatherIndex(
    expression: Expression & { kind: 'gather' },
    at: Position,
    block: Block,
    index: string,
  ): string {
    const base = this.#index(expression.path, at, block);
    return `(${base} + ${this.#clamped(index, expression.length, SCALAR)} * ${this.#writer.i32(expression.stride)})`;
  }

  /** A position outside of the axis would read somebody else's element. */
  #clamped(index: string, length: number, types: WgslTypes): string {
    return `clamp(${index}, ${types.i32}(0), ${types.i32}(${this.#writer.i32(length - 1)}))`;
  }

  #loadOne(source: Node, index: string, dtype: DType): string {
    const { name, isVector } = this.#writer.bind(source, this.#vectorSources.has(source));
    const element = isVector ? `${name}[(${index}) / 4][(${index}) & 3]` : `${name}[${index}]`;
    return fromStored(element, dtype, SCALAR);
  }

  #loadFour(source: Node, path: Path, at: Position, block: Block): string {
    const stride = this.#strideAlong(path, at.vectorDim!);
    const { dtype } = source;
    if (path.length === 1 && stride === 1) {
      const [view] = path;
      const isVector = this.#vectorSources.has(source);
      if (
        isVector &&
        view.offset === 0 &&
        at.linear !== undefined &&
        isRowMajor(this.#strides.get(view)!, at.dims)
      ) {
        const { name } = this.#writer.bind(source, true);
        return fromStored(`${name}[${at.linear}]`, dtype, VECTOR);
      }
      return this.#loadRun(source, this.#index(path, at, block), dtype);
    }
    return this.#loadEach(source, this.#indices(path, at, block), dtype, block);
  }

  /** Four elements in a row. */
  #loadRun(source: Node, index: string, dtype: DType): string {
    const { name, isVector } = this.#writer.bind(source, this.#vectorSources.has(source));
    if (isVector) return fromStored(`${name}[(${index}) / 4]`, dtype, VECTOR);
    const elements = [0, 1, 2, 3].map((i) => `${name}[${index} + ${i}]`).join(', ');
    return fromStored(`vec4(${elements})`, dtype, VECTOR);
  }

  /** Four elements anywhere. */
  #loadEach(source: Node, indices: string, dtype: DType, block: Block): string {
    const { name, isVector } = this.#writer.bind(source, this.#vectorSources.has(source));
    const where = `at${this.#counter++}`;
    block.lines.push(`let ${where} = ${indices};`);
    const elements = PARTS.map((part) =>
      isVector ? `${name}[${where}.${part} / 4][${where}.${part} & 3]` : `${name}[${where}.${part}]`,
    );
    return fromStored(`vec4(${elements.join(', ')})`, dtype, VECTOR);
  }
}

function isRowMajor(strides: readonly number[], dims: readonly number[]): boolean {
  const expected = stridesOf(dims);
  return strides.every((stride, dim) => stride === expected[dim]);
}

/** A stored element as WGSL computes with it. */
export function fromStored(element: string, dtype: DType, types: WgslTypes): string {
  if (dtype === 'bool') return `(${element} != ${types.u32}(0u))`;
  return dtype === 'f16' ? `${types.f32}(${element})` : element;
}

/** A value as it is stored. */
export function toStored(value: string, dtype: DType, types: WgslTypes): string {
  if (dtype === 'bool') return `select(${types.u32}(0u), ${types.u32}(1u), ${value})`;
  return dtype === 'f16' ? `${types.f32.replace('f32', 'f16')}(${value})` : value;
}

function convert(value: string, from: DType, to: DType, types: WgslTypes): string {
  const [a, b] = [scalarOf(from), scalarOf(to)];
  if (to === 'f16')
    return `${types.f32}(${types.f32.replace('f32', 'f16')}(${convert(value, from, 'f32', types)}))`;
  if (a === b) return value;
  // NaN is true, as everything else but 0; only `==` knows it from 0.
  if (b === 'bool') return `(!(${value} == ${types[a]}(0)))`;
  if (a === 'f32' && b !== 'f32') return `to_${b}_${types.suffix}(${value})`;
  return `${types[b]}(${value})`;
}
