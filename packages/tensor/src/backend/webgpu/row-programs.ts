/** Kernels that go along an axis in order: running sums, sorting, and adding up what is scattered. */
import { Node } from '../../graph/node.ts';
import { sizeOf } from '../../shape/shape.ts';
import type { View } from '../../shape/view.ts';
import { fromStored, scalarOf, toStored } from './expression-writer.ts';
import type { Program } from './loop-writer.ts';
import { SCALAR } from '../../ops/wgsl-prelude.ts';
import { ModuleWriter, WORKGROUP } from './writer.ts';

const THREAD = `let thread = i32((workgroup.y * grid.x + workgroup.x) * ${WORKGROUP}u + local);`;

/** An axis of a shape, with what lies outside and inside of it. */
function around(shape: readonly number[], axis: number): { outer: number; length: number; inner: number } {
  return { outer: sizeOf(shape.slice(0, axis)), length: shape[axis]!, inner: sizeOf(shape.slice(axis + 1)) };
}

function program(
  name: string,
  writer: ModuleWriter,
  body: readonly string[],
  outputs: readonly Node[],
  threads: number,
): Program {
  const wgsl = writer.module(body.join('\n'));
  const bound = writer.bindings;
  return {
    name,
    wgsl,
    inputs: bound.filter(({ access }) => access === 'read').map(({ node }) => node),
    outputs,
    bound: bound.map(({ node }) => node),
    params: writer.params,
    workgroups: Math.ceil(threads / WORKGROUP),
  };
}

/** Running sums: one invocation for each line along the axis. */
export function writeCumsum(node: Node, input: Node, axis: number): Program {
  const { outer, length, inner } = around(node.shape, axis);
  const writer = new ModuleWriter();
  const x = writer.bind(input, false).name;
  const out = writer.bind(node, false, 'read_write').name;
  const type = scalarOf(node.dtype);
  const body = [
    THREAD,
    `if (thread >= ${writer.i32(outer * inner)}) { return; }`,
    `let inner = ${writer.i32(inner)};`,
    `let length = ${writer.i32(length)};`,
    'var at = thread / inner * inner * length + thread % inner;',
    `var sum = ${type}();`,
    'for (var i = 0; i < length; i++) {',
    `sum += ${fromStored(`${x}[at]`, node.dtype, SCALAR)};`,
    `${out}[at] = ${toStored('sum', node.dtype, SCALAR)};`,
    'at += inner;',
    '}',
  ];
  return program('cumsum', writer, body, [node], outer * inner);
}

/** Stable merge sort of positions, from the bottom up: one invocation for each row. */
export function writeArgsort(node: Node, input: Node, descending: boolean): Program {
  const length = node.shape.at(-1) ?? 1;
  const rows = length === 0 ? 0 : sizeOf(node.shape) / length;
  const writer = new ModuleWriter();
  const x = writer.bind(input, false).name;
  const out = writer.bind(node, false, 'read_write').name;
  const scratch = new Node({ kind: 'copy' }, [], node.shape, 'i32');
  const other = writer.bind(scratch, false, 'read_write').name;
  // The right one goes first only if it is really before the left one: equal elements keep their order.
  const before = (index: string): string => fromStored(`${x}[base + ${index}]`, input.dtype, SCALAR);
  const less =
    input.dtype === 'bool'
      ? (a: string, b: string) => `(!${a} && ${b})`
      : (a: string, b: string) => `(${a} < ${b})`;
  const rightFirst = descending ? less(before('l'), before('r')) : less(before('r'), before('l'));
  const body = [
    THREAD,
    `if (thread >= ${writer.i32(rows)}) { return; }`,
    `let length = ${writer.i32(length)};`,
    'let base = thread * length;',
    // The number of passes decides where the result ends up.
    'var passes = 0;',
    'for (var width = 1; width < length; width *= 2) { passes++; }',
    'var fromOut = (passes & 1) == 0;',
    'for (var i = 0; i < length; i++) {',
    `if (fromOut) { ${out}[base + i] = i; } else { ${other}[base + i] = i; }`,
    '}',
    'for (var width = 1; width < length; width *= 2) {',
    'for (var start = 0; start < length; start += 2 * width) {',
    'var left = start;',
    'let middle = min(start + width, length);',
    'var right = middle;',
    'let end = min(start + 2 * width, length);',
    'for (var to = start; to < end; to++) {',
    'var take = 0;',
    `let l = select(${other}[base + min(left, length - 1)], ${out}[base + min(left, length - 1)], fromOut);`,
    `let r = select(${other}[base + min(right, length - 1)], ${out}[base + min(right, length - 1)], fromOut);`,
    `if (left < middle && (right >= end || !${rightFirst})) { take = l; left++; } else { take = r; right++; }`,
    `if (fromOut) { ${other}[base + to] = take; } else { ${out}[base + to] = take; }`,
    '}',
    '}',
    'fromOut = !fromOut;',
    '}',
  ];
  return program('argsort', writer, body, [node, scratch], rows);
}

/**
 * Adds values up where an index says. There are no atomic floats, and the order of additions must not depend on chance:
 * each place goes through the whole index and takes what belongs to it.
 *
 * @param index - a view of the index, of the shape of the values
 */
export function writeScatterAdd(
  node: Node,
  axis: number,
  index: { readonly node: Node; readonly view: View },
  values: Node,
): Program {
  const { outer, length, inner } = around(node.shape, axis);
  const count = index.view.shape[axis]!;
  const innerDims = node.shape.slice(axis + 1);
  // With one index for everything inside of the axis, a place is a whole slice.
  const isWhole = index.view.strides.slice(axis + 1).every((stride, i) => stride === 0 || innerDims[i] === 1);
  const writer = new ModuleWriter();
  const positions = writer.bind(index.node, false).name;
  const from = writer.bind(values, false).name;
  const out = writer.bind(node, false, 'read_write').name;
  const type = scalarOf(node.dtype);
  const read = (at: string): string => fromStored(`${from}[${at}]`, node.dtype, SCALAR);

  const lines = [
    THREAD,
    `let inner = ${writer.i32(inner)};`,
    `let length = ${writer.i32(length)};`,
    `let count = ${writer.i32(count)};`,
    `if (thread >= ${writer.i32(isWhole ? outer * length : outer * length * inner)}) { return; }`,
    `let place = thread${isWhole ? '' : ' / inner'} % length;`,
    `let outer = thread / ${isWhole ? 'length' : '(length * inner)'};`,
    ...(isWhole ? [] : ['let within = thread % inner;']),
    `var at = ${indexBase(writer, index.view, axis, isWhole)};`,
  ];
  const stride = writer.i32(index.view.strides[axis]!);
  if (isWhole) {
    lines.push(
      'let to = thread * inner;',
      `for (var d = 0; d < inner; d++) { ${out}[to + d] = ${toStored(`${type}()`, node.dtype, SCALAR)}; }`,
      'for (var i = 0; i < count; i++) {',
      `if (${positions}[at] == place) {`,
      'let source = (outer * count + i) * inner;',
      `for (var d = 0; d < inner; d++) { ${out}[to + d] = ${toStored(`${fromStored(`${out}[to + d]`, node.dtype, SCALAR)} + ${read('source + d')}`, node.dtype, SCALAR)}; }`,
      '}',
      `at += ${stride};`,
      '}',
    );
  } else {
    lines.push(
      `var sum = ${type}();`,
      'for (var i = 0; i < count; i++) {',
      `if (${positions}[at] == place) { sum += ${read('(outer * count + i) * inner + within')}; }`,
      `at += ${stride};`,
      '}',
      `${out}[thread] = ${toStored('sum', node.dtype, SCALAR)};`,
    );
  }
  return program('scatterAdd', writer, lines, [node], isWhole ? outer * length : outer * length * inner);
}

/** Where the index of this place begins. */
function indexBase(writer: ModuleWriter, view: View, axis: number, isWhole: boolean): string {
  const terms = [writer.i32(view.offset)];
  const take = (dims: readonly number[], name: string): void => {
    let rest = name;
    for (const dim of dims.toReversed()) {
      const length = view.shape[dim]!;
      if (length === 1) continue;
      const size = writer.i32(length);
      if (view.strides[dim] !== 0) terms.push(`(${rest} % ${size}) * ${writer.i32(view.strides[dim]!)}`);
      rest = `(${rest} / ${size})`;
    }
  };
  const axes = view.shape.map((_length, dim) => dim);
  take(axes.slice(0, axis), 'outer');
  if (!isWhole) take(axes.slice(axis + 1), 'within');
  return terms.join(' + ');
}
