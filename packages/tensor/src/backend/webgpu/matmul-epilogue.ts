/** What is computed from a product, element by element, while it is still in registers. */
import type { Node } from '../../graph/node.ts';
import { SCALAR, VECTOR } from '../../ops/wgsl-prelude.ts';
import type { Expression } from './expression.ts';
import { Block, ExpressionWriter, type Own, type Position, toStored } from './expression-writer.ts';
import { vectorSources } from './loop-writer.ts';
import type { MatmulPlan } from './matmul-operand.ts';
import type { ModuleWriter } from './writer.ts';

/**
 * Stores of four neighbours in a row of the product, with the names `batch`, `row` and `column` of the first.
 *
 * @param value - name of the four, a vector
 * @param m - name of the number of rows
 * @param n - name of the number of columns
 */
export function writeEpilogue(
  writer: ModuleWriter,
  { product, epilogue }: MatmulPlan,
  isStored: (node: Node) => boolean,
  names: { readonly value: string; readonly m: string; readonly n: string },
): string[] {
  const { value, m, n } = names;
  const dims = epilogue.rowDims;
  const isVector = product.shape.at(-1)! % 4 === 0 && dims.at(-1)! % 4 === 0;
  const vectorDim = isVector ? dims.length - 1 : undefined;
  const expressions = new Map<Node, Expression>(
    epilogue.members.filter(({ node }) => node !== product).map(({ node, expression }) => [node, expression]),
  );
  const element = isVector ? value : 'element';
  const own = (node: Node): Own | undefined =>
    node === product
      ? { name: element, variesAlong: (dim) => dim === vectorDim || vectorDim === undefined }
      : expressions.get(node);
  const sources = vectorSources(epilogue, vectorDim, new Set([product, ...expressions.keys()]));
  const code = new ExpressionWriter(writer, epilogue.strides, own, sources);

  const block = new Block();
  const coordinates = dims.map((_length, dim) => `d${dim}`);
  let rest = 'flat';
  for (let dim = dims.length - 1; dim >= 0; dim--) {
    const length = dim === 0 ? '' : writer.i32(dims[dim]!);
    block.lines.push(`let d${dim} = ${dim === 0 ? rest : `${rest} % ${length}`};`);
    if (dim > 0) block.lines.push(`let d${dim}_ = ${rest} / ${length};`);
    rest = `d${dim}_`;
  }
  const at: Position = {
    rowBlock: block,
    block,
    coordinates,
    rowRank: dims.length,
    vectorDim,
    linear: 'item',
    dims,
  };
  const stores = epilogue.members
    .filter(({ node }) => isStored(node))
    .map(({ node, expression }) => {
      const result = node === product ? element : code.value(expression, at);
      const { name: buffer } = writer.bind(node, isVector, 'read_write');
      return `${buffer}[item] = ${toStored(result, node.dtype, isVector ? VECTOR : SCALAR)};`;
    });
  const body = [...block.lines, ...stores];
  if (isVector) {
    return [
      `if (column < ${n}) {`,
      `let flat = (batch * ${m} + row) * ${n} + column;`,
      'let item = flat / 4;',
      ...body,
      '}',
    ];
  }
  return [
    'for (var lane = 0; lane < 4; lane++) {',
    `if (column + lane >= ${n}) { break; }`,
    `let flat = (batch * ${m} + row) * ${n} + column + lane;`,
    'let item = flat;',
    `let element = ${value}[lane];`,
    ...body,
    '}',
  ];
}
