/** Sums of products over named axes. */
import { ShapeError } from '../errors.ts';
import { bindPattern, parsePattern } from '../shape/axis-pattern.ts';
import { broadcastShapes, sizeOf } from '../shape/shape.ts';
import { matmul } from './matmul.ts';
import type { Tensor } from './tensor.ts';

/** A tensor with a name for each axis. */
interface Named {
  readonly tensor: Tensor;
  readonly names: readonly string[];
}

/**
 * Einstein's summation: multiplies tensors and sums over the names that are not in the result.
 * `einsum('batch seq dIn, dOut dIn -> batch seq dOut', x, weight)`.
 *
 * A name that occurs twice in one tensor takes the diagonal. `...` stands for leading axes that broadcast. Products of
 * two tensors become matrix multiplications; of more, from left to right.
 *
 * @throws ShapeError if the pattern does not fit, or a name has two lengths
 */
export function einsum(pattern: string, ...tensors: readonly Tensor[]): Tensor {
  const fail = (what: string): never => {
    throw new ShapeError(`einsum: ${what} in the pattern '${pattern}'`);
  };
  const sides = pattern.split('->');
  if (sides.length !== 2) fail('exactly one -> is wanted');
  const operands = sides[0]!.split(',');
  if (operands.length !== tensors.length) {
    fail(`${operands.length} tensors are named and ${tensors.length} given`);
  }
  let sizes = new Map<string, number>();
  const ellipses: (readonly number[])[] = [];
  const parsed = operands.map((side, index) => {
    const parts = parsePattern('einsum', side, { repeats: true });
    if (parts.some((part) => part !== '...' && part.length !== 1)) fail('parentheses have no meaning');
    const bound = bindPattern('einsum', side.trim(), parts, tensors[index]!.shape, sizes);
    sizes = bound.sizes;
    if (bound.ellipsis !== undefined) ellipses.push(bound.ellipsis);
    return { parts, ellipsis: bound.ellipsis };
  });
  const batch = broadcastShapes('einsum', ...ellipses);
  // The axes of an ellipsis get names that nobody can write, counted from the right.
  const ellipsisNames = (rank: number): string[] =>
    Array.from({ length: rank }, (_name, i) => `.${rank - i}`);

  const named = parsed.map(({ parts, ellipsis }, index): Named => {
    const names = parts.flatMap((part) => (part === '...' ? ellipsisNames(ellipsis!.length) : part));
    let tensor = tensors[index]!;
    if (ellipsis !== undefined) {
      const lengths = parts.flatMap((part): readonly number[] =>
        part === '...'
          ? batch.slice(batch.length - ellipsis.length)
          : [sizes.get(part[0]!) ?? Number(part[0])],
      );
      tensor = tensor.broadcastTo(lengths);
    }
    return takeDiagonals({ tensor, names });
  });
  const out = parsePattern('einsum', sides[1]!).flatMap((part) =>
    part === '...' ? ellipsisNames(batch.length) : part,
  );
  const all = new Set(named.flatMap(({ names }) => names));
  for (const name of out) if (!all.has(name)) fail(`${name} is only on the right`);

  const result = named.reduce((left, right, index) => {
    const later = new Set([...out, ...named.slice(index + 1).flatMap(({ names }) => names)]);
    return contract(
      sumOut(left, new Set([...later, ...right.names])),
      sumOut(right, new Set([...later, ...left.names])),
      later,
    );
  });
  const summed = sumOut(result, new Set(out));
  return summed.tensor.permute(out.map((name) => summed.names.indexOf(name)));
}

/** Sums over the names that nobody needs. */
function sumOut({ tensor, names }: Named, needed: ReadonlySet<string>): Named {
  const dims = names.flatMap((name, axis) => (needed.has(name) ? [] : [axis]));
  if (dims.length === 0) return { tensor, names };
  return { tensor: tensor.sum(dims), names: names.filter((name) => needed.has(name)) };
}

/** The product of two tensors, summed over shared names that nobody needs later, as one matrix multiplication. */
function contract(left: Named, right: Named, later: ReadonlySet<string>): Named {
  const shared = left.names.filter((name) => right.names.includes(name));
  const batch = shared.filter((name) => later.has(name));
  const inner = shared.filter((name) => !later.has(name));
  const rows = left.names.filter((name) => !shared.includes(name));
  const columns = right.names.filter((name) => !shared.includes(name));

  const lengths = (from: Named, names: readonly string[]): number[] =>
    names.map((name) => from.tensor.shape[from.names.indexOf(name)]!);
  const arranged = (from: Named, order: readonly string[]): Tensor =>
    from.tensor.permute(order.map((name) => from.names.indexOf(name)));
  const batchShape = lengths(left, batch);
  const outer = [...batchShape, ...lengths(left, rows), ...lengths(right, columns)];
  const names = [...batch, ...rows, ...columns];
  if (inner.length === 0) {
    // Nothing is summed: a product of broadcast tensors.
    const a = arranged(left, [...batch, ...rows]).reshape([
      ...batchShape,
      ...lengths(left, rows),
      ...columns.map(() => 1),
    ]);
    const b = arranged(right, [...batch, ...columns]).reshape([
      ...batchShape,
      ...rows.map(() => 1),
      ...lengths(right, columns),
    ]);
    return { tensor: a.mul(b), names };
  }
  const [m, k, n] = [
    sizeOf(lengths(left, rows)),
    sizeOf(lengths(left, inner)),
    sizeOf(lengths(right, columns)),
  ];
  const a = arranged(left, [...batch, ...rows, ...inner]).reshape([...batchShape, m, k]);
  const b = arranged(right, [...batch, ...inner, ...columns]).reshape([...batchShape, k, n]);
  return { tensor: matmul(a, b).reshape(outer), names };
}

/** Keeps one axis of each name, along the diagonal. */
function takeDiagonals({ tensor, names }: Named): Named {
  const first = names.findIndex((name, axis) => names.indexOf(name) !== axis);
  if (first < 0) return { tensor, names };
  const axis = names.indexOf(names[first]!);
  const others = names.map((_name, index) => index).filter((index) => index !== axis && index !== first);
  const length = tensor.shape[axis]!;
  const flat = tensor
    .permute([...others, axis, first])
    .reshape([...others.map((index) => tensor.shape[index]!), length * length]);
  const diagonal = flat.slice(...others.map(() => null), [0, length * length, length + 1]);
  return takeDiagonals({ tensor: diagonal, names: [...others.map((index) => names[index]!), names[axis]!] });
}
