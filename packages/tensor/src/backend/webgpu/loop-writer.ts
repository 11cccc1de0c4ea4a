/** Writes loop kernels: element-wise chains, reductions, and rows that are gone over several times. */
import type { Node, ReduceName } from '../../graph/node.ts';
import { extreme, type WgslContext } from '../../ops/elementwise.ts';
import { SCALAR, VECTOR } from '../../ops/wgsl-prelude.ts';
import { sizeOf } from '../../shape/shape.ts';
import type { View } from '../../shape/view.ts';
import { type Expression, partsOf } from './expression.ts';
import {
  Block,
  ExpressionWriter,
  PARTS,
  type Own,
  type Position,
  scalarOf,
  toStored,
} from './expression-writer.ts';
import type { KernelFamily } from './kernel-family.ts';
import type { LoopPlan, Member } from './loop-plan.ts';
import { type ConstantParam, ModuleWriter, WORKGROUP } from './writer.ts';

/** Text and numbers of a kernel, ready to run. */
export interface Program {
  readonly name: string;
  /** What it computes, stored or not. */
  readonly members?: readonly Node[];
  /** Whether bindings are as long as their values, and not rounded up. */
  readonly bindsExactly?: boolean;
  /** Whether it multiplies matrices. */
  readonly isMatmul?: boolean;
  /** Parameters that are the values of constants. */
  readonly constants?: readonly ConstantParam[];
  readonly wgsl: string;
  readonly inputs: readonly Node[];
  readonly outputs: readonly Node[];
  /** The nodes of bindings 1, 2, … */
  readonly bound: readonly Node[];
  readonly params: Uint32Array<ArrayBuffer>;
  /** Number of workgroups, split over two dimensions by whoever runs it; or the grid as it is to be. */
  readonly workgroups: number | readonly [x: number, y: number, z: number];
}

/** How the elements, or vectors of four, of a chain without reductions are shared out. */
interface Shares {
  /** For each invocation. */
  readonly items: number;
  readonly workgroup: number;
}

/** Neighbours of a GPU read neighbours in memory. So do few elements: there, the time to compile is what matters. */
const SINGLE: Shares = { items: 1, workgroup: WORKGROUP };
/** A processor has less to do around the items if there are more of them in one go. */
const SEVERAL: Shares = { items: 2, workgroup: 256 };
const MANY_ITEMS = 2 ** 16;

/** Lanes, or vectors of four, for which a workgroup of a GPU works together on a row. */
const LONG_ROW = 32;

export function writeLoop(
  name: string,
  plan: LoopPlan,
  isStored: (node: Node) => boolean,
  family: KernelFamily,
): Program {
  const { rowDims, laneDims, members } = plan;
  const dims = [...rowDims, ...laneDims];
  const rowRank = rowDims.length;
  const hasLanes = members.some(({ level }) => level !== 'row');
  const vectorDim = chooseVectorDim(plan);
  const isLaneVector = vectorDim !== undefined && vectorDim >= rowRank;
  const isRowVector = vectorDim !== undefined && !isLaneVector;
  const writer = new ModuleWriter();

  const expressions = new Map(members.map((member) => [member.node, member.expression]));
  const reductions = new Map<Node, Own>();
  const own = (node: Node): Own | undefined => reductions.get(node) ?? expressions.get(node);
  const vectors = vectorSources(plan, vectorDim, new Set(expressions.keys()));
  const outputs = members.filter(({ node }) => isStored(node)).map(({ node }) => node);

  const code = new ExpressionWriter(writer, plan.strides, own, vectors);
  const rowItems = sizeOf(rowDims) / (isRowVector ? 4 : 1);
  const count = writer.i32(rowItems);
  const store = ({ node }: Member, value: string, where: string, isVector: boolean): string => {
    const types = isVector ? VECTOR : SCALAR;
    return `${writer.bind(node, isVector, 'read_write').name}[${where}] = ${toStored(value, node.dtype, types)};`;
  };

  if (!hasLanes) {
    const isLarge = family === 'processor' && rowItems >= MANY_ITEMS;
    const { items: each, workgroup } = isLarge ? SEVERAL : SINGLE;
    const body = [
      `let thread = i32((workgroup.y * grid.x + workgroup.x) * ${workgroup}u + local);`,
      `if (thread${each === 1 ? '' : ` * ${each}`} >= ${count}) { return; }`,
    ];
    // Written out, since a loop costs SwiftShader a mask of its lanes each time. What is past the end is the last one again.
    for (let turn = 0; turn < each; turn++) {
      const item = `item${turn}`;
      const block = new Block();
      block.lines.push(
        `let ${item} = ${each === 1 ? 'thread' : `min(thread * ${each} + ${turn}, ${count} - 1)`};`,
      );
      const at: Position = {
        rowBlock: block,
        block,
        coordinates: coordinates(writer, block, item, rowDims, isRowVector ? rowRank - 1 : undefined),
        rowRank,
        vectorDim,
        linear: item,
        dims,
      };
      for (const member of members) {
        if (!isStored(member.node)) continue;
        const value = code.value(member.expression, at);
        block.lines.push(store(member, value, item, isRowVector));
      }
      body.push(...block.lines);
    }
    return finish(Math.ceil(rowItems / (workgroup * each)), body, { workgroupSize: workgroup });
  }

  // Lanes: one invocation for each row, or for four rows side by side; on a GPU, a workgroup for each long row.
  const laneItems = sizeOf(laneDims) / (isLaneVector ? 4 : 1);
  const isShared = family === 'gpu' && !isRowVector && laneItems >= LONG_ROW;
  const once = (statements: readonly string[]): readonly string[] =>
    isShared && statements.length > 0 ? ['if (local == 0u) {', ...statements, '}'] : statements;
  const sharedTypes = new Set<string>();
  const outer = new Block();
  const rowCoordinates = coordinates(writer, outer, 'item', rowDims, isRowVector ? rowRank - 1 : undefined);
  const lanes = writer.i32(laneItems);
  const phaseOf = phases(members);
  const lastPhase = Math.max(...members.map((member) => phaseOf.get(member)!));
  const lines: string[] = [];
  let rowBlock = outer;
  for (let phase = 0; phase <= lastPhase; phase++) {
    const inPhase = members.filter((member) => phaseOf.get(member) === phase);
    const rowAt: Position = {
      rowBlock,
      block: rowBlock,
      coordinates: [...rowCoordinates, ...laneDims.map(() => '0')],
      rowRank,
      vectorDim: isRowVector ? vectorDim : undefined,
      linear: undefined,
      dims,
    };
    const rowStores = inPhase
      .filter(({ level, node }) => level === 'row' && isStored(node))
      .map((member) => store(member, code.value(member.expression, rowAt), 'item', isRowVector));

    const loop = new Block(rowBlock);
    const laneCoordinates = coordinates(
      writer,
      loop,
      'lane',
      laneDims,
      isLaneVector ? laneDims.length - 1 : undefined,
    );
    const preamble = loop.lines.length;
    const at: Position = {
      rowBlock,
      block: loop,
      coordinates: [...rowCoordinates, ...laneCoordinates],
      rowRank,
      vectorDim,
      // Rows of one element are computed before the loop over their one lane.
      linear: isRowVector ? undefined : laneDims.length === 0 ? 'item' : 'linear',
      dims,
    };
    const before: string[] = [];
    const after: string[] = [];
    for (const member of inPhase) {
      if (member.level === 'row') continue;
      if (member.level === 'lane') {
        if (isStored(member.node)) loop.lines.push(storeLane(member, code.value(member.expression, at)));
        continue;
      }
      const { node } = member;
      const type = scalarOf(node.dtype);
      const types = vectorDim === undefined ? SCALAR : VECTOR;
      const sum = `r${reductions.size}`;
      const { name: kind } = node.operation as { name: ReduceName };
      before.push(`var ${sum}a: ${types[type]} = ${types[type]}(${IDENTITY[kind][type as 'f32']});`);
      loop.lines.push(
        `${sum}a = ${combine(kind, `${sum}a`, code.value(member.expression, at), { ...types, operand: type })};`,
      );
      const result = isLaneVector
        ? PARTS.slice(1).reduce<string>(
            (all, part) => combine(kind, all, `${sum}a.${part}`, { ...SCALAR, operand: type }),
            `${sum}a.x`,
          )
        : `${sum}a`;
      if (isShared) {
        sharedTypes.add(type);
        after.push(
          ...combineAcross(kind, `shared_${type}`, result, type),
          `let ${sum} = shared_${type}[0];`,
          'workgroupBarrier();',
        );
      } else after.push(`let ${sum} = ${result};`);
      reductions.set(node, { name: sum, variesAlong: (dim) => isRowVector && dim === vectorDim });
      if (isStored(node)) after.push(...once([store(member, sum, 'item', isRowVector)]));
    }
    lines.push(...rowBlock.lines, ...once(rowStores), ...before);
    if (loop.lines.length > preamble) {
      lines.push(
        isShared
          ? `for (var lane = i32(local); lane < ${lanes}; lane += ${WORKGROUP}) {`
          : `for (var lane = 0; lane < ${lanes}; lane++) {`,
      );
      if (!isRowVector) lines.push(`let linear = item * ${lanes} + lane;`);
      lines.push(...loop.lines, '}');
    }
    lines.push(...after);
    rowBlock = new Block(rowBlock);
  }
  const group = 'workgroup.y * grid.x + workgroup.x';
  const body = [
    `let item = ${isShared ? `i32(${group})` : `i32((${group}) * ${WORKGROUP}u + local)`};`,
    `if (item >= ${count}) { return; }`,
    ...lines,
  ];
  const declarations = [...sharedTypes].map(
    (type) => `var<workgroup> shared_${type}: array<${type}, ${WORKGROUP}>;`,
  );
  return finish(isShared ? rowItems : Math.ceil(rowItems / WORKGROUP), body, { declarations });

  /** Lanes of four rows are stored one row at a time. */
  function storeLane(member: Member, value: string): string {
    if (!isRowVector) return store(member, value, 'linear', isLaneVector);
    const { name: buffer } = writer.bind(member.node, false, 'read_write');
    return PARTS.map(
      (part, row) =>
        `${buffer}[(item * 4 + ${row}) * ${lanes} + lane] = ${toStored(`${value}.${part}`, member.node.dtype, SCALAR)};`,
    ).join('\n');
  }

  function finish(
    workgroups: number,
    statements: readonly string[],
    options: Parameters<ModuleWriter['module']>[1],
  ): Program {
    const text = statements.join('\n');
    const bound = writer.bindings;
    return {
      name,
      wgsl: writer.module(text, options),
      inputs: bound.filter(({ access }) => access === 'read').map(({ node }) => node),
      outputs,
      bound: bound.map(({ node }) => node),
      params: writer.params,
      constants: writer.constants,
      workgroups,
    };
  }
}

const IDENTITY: Readonly<Record<ReduceName, Readonly<Record<'f32' | 'i32' | 'u32', string>>>> = {
  sum: { f32: '0.0', i32: '0', u32: '0u' },
  prod: { f32: '1.0', i32: '1', u32: '1u' },
  max: { f32: '-bitcast<f32>(infinity_bits)', i32: '-2147483647 - 1', u32: '0u' },
  min: { f32: 'bitcast<f32>(infinity_bits)', i32: '2147483647', u32: '4294967295u' },
};

function combine(name: ReduceName, a: string, b: string, types: WgslContext): string {
  switch (name) {
    case 'sum':
      return `${a} + ${b}`;
    case 'prod':
      return `${a} * ${b}`;
    default:
      return extreme(name)(types, a, b);
  }
}

/** Puts the results of a workgroup together, in as many steps as the logarithm of its size; the first has all of it. */
function combineAcross(
  kind: ReduceName,
  shared: string,
  own: string,
  operand: WgslContext['operand'],
): string[] {
  return [
    `${shared}[local] = ${own};`,
    'workgroupBarrier();',
    `for (var half = ${WORKGROUP / 2}u; half > 0u; half /= 2u) {`,
    `if (local < half) { ${shared}[local] = ${combine(kind, `${shared}[local]`, `${shared}[local + half]`, { ...SCALAR, operand })}; }`,
    'workgroupBarrier();',
    '}',
  ];
}

/** Takes an index apart into coordinates; along `vectorDim` it counts in fours. */
function coordinates(
  writer: ModuleWriter,
  block: Block,
  index: string,
  dims: readonly number[],
  vectorDim: number | undefined,
): string[] {
  const names = dims.map((_length, dim) => `${index}_${dim}`);
  let rest = index;
  for (let dim = dims.length - 1; dim >= 0; dim--) {
    const length = dims[dim]! / (dim === vectorDim ? 4 : 1);
    const size = dim === 0 ? '' : writer.i32(length);
    const coordinate = dim === 0 ? rest : `${rest} % ${size}`;
    block.lines.push(`let ${names[dim]} = ${dim === vectorDim ? `(${coordinate}) * 4` : coordinate};`);
    if (dim > 0) {
      block.lines.push(`let ${names[dim]}_rest = ${rest} / ${size};`);
      rest = `${names[dim]}_rest`;
    }
  }
  return names;
}

/** In which turn over the lanes each member is computed: after the reductions that it needs. */
function phases(members: readonly Member[]): Map<Member, number> {
  const byNode = new Map(members.map((member) => [member.node, member]));
  const phaseOf = new Map<Member, number>();
  const known = new Map<Expression, number>();
  const phaseOfExpression = (expression: Expression): number => {
    let phase = known.get(expression);
    if (phase !== undefined) return phase;
    phase = 0;
    if (expression.kind === 'load') {
      const member = byNode.get(expression.source);
      if (member !== undefined) phase = find(member) + (member.level === 'reduction' ? 1 : 0);
    }
    for (const part of partsOf(expression)) phase = Math.max(phase, phaseOfExpression(part));
    known.set(expression, phase);
    return phase;
  };
  const find = (member: Member): number => {
    const phase = phaseOf.get(member) ?? phaseOfExpression(member.expression);
    phaseOf.set(member, phase);
    return phase;
  };
  for (const member of members) find(member);
  return phaseOf;
}

/** The dimension along which most buffers lie without gaps, if it can be cut into fours. */
function chooseVectorDim({ rowDims, laneDims, strides }: LoopPlan): number | undefined {
  const candidates = [rowDims.length + laneDims.length - 1, rowDims.length - 1].filter(
    (dim, index, all) => dim >= 0 && all.indexOf(dim) === index && [...rowDims, ...laneDims][dim]! % 4 === 0,
  );
  if (laneDims.length === 0) return candidates.find((dim) => dim === rowDims.length - 1);
  const runs = (dim: number): number => [...strides.values()].filter((each) => each[dim] === 1).length;
  const [best] = candidates.toSorted((a, b) => runs(b) - runs(a));
  return best !== undefined && (runs(best) > 0 || strides.size === 0) ? best : undefined;
}

/** Buffers of which every read is of four aligned elements. */
export function vectorSources(
  plan: Pick<LoopPlan, 'members' | 'strides'>,
  vectorDim: number | undefined,
  own: ReadonlySet<Node>,
): Set<Node> {
  const aligned = new Map<Node, boolean>();
  const seen = new Set<Expression>();
  const visit = (expression: Expression): void => {
    if (seen.has(expression)) return;
    seen.add(expression);
    for (const part of partsOf(expression)) visit(part);
    if (expression.kind === 'load' && !own.has(expression.source)) {
      const [view, ...behind] = expression.path;
      note(expression.source, behind.length === 0 && isAligned(plan.strides.get(view)!, view, vectorDim));
    }
    if (expression.kind === 'gather') note(expression.source, false);
  };
  const note = (source: Node, isVector: boolean): void => {
    aligned.set(source, (aligned.get(source) ?? true) && isVector);
  };
  for (const { expression } of plan.members) visit(expression);
  return new Set([...aligned].flatMap(([source, isVector]) => (isVector ? [source] : [])));
}

function isAligned(strides: readonly number[], view: View, vectorDim: number | undefined): boolean {
  if (vectorDim === undefined || strides[vectorDim] !== 1 || view.offset % 4 !== 0) return false;
  return strides.every((stride, dim) => dim === vectorDim || stride % 4 === 0);
}
