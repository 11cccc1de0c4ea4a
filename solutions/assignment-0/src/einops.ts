/**
 * Tools for part B: move, repeat, reduce, multiply and pick without a loop of your own. Finished, and terse. You will
 * write two of them yourself, with more of the syntax and better errors; do that before you read this file.
 */
import { type Arr, arr, full, sameShape, sizeOf, strides, sweep } from './arr.ts';

/** How values that fall on one place become one. */
type Reduction = 'sum' | 'mean' | 'max' | 'min';

const COMBINE = {
  sum: (a: number, b: number) => a + b,
  mean: (a: number, b: number) => a + b,
  max: Math.max,
  min: Math.min,
} as const;
const START = { sum: 0, mean: 0, max: -Infinity, min: Infinity } as const;

/**
 * Moves the values of `x` to where the pattern says: `rearrange(x, 'b h w -> h (b w)')`. Names stand for axes, names in
 * parentheses for one axis that is made of several, the first one outermost.
 *
 * @param sizes - lengths that the shape does not tell: `rearrange(x, '(a b) -> a b', { a: 2 })`
 * @throws RangeError when pattern, shape and sizes do not fit
 */
function rearrange(x: Arr, pattern: string, sizes: Record<string, number> = {}): Arr {
  return moveAndReduce('rearrange', x, pattern, 'sum', sizes);
}

/** As {@link rearrange}; names and numbers that are only on the right repeat: `repeat(x, 'h w -> h (w 3)')`. */
function repeat(x: Arr, pattern: string, sizes: Record<string, number> = {}): Arr {
  return moveAndReduce('repeat', x, pattern, 'sum', sizes);
}

/** As {@link rearrange}; what is only on the left is reduced: `reduce(x, '(h 2) w -> h w', 'max')`. */
function reduce(x: Arr, pattern: string, how: Reduction, sizes: Record<string, number> = {}): Arr {
  return moveAndReduce('reduce', x, pattern, how, sizes);
}

/**
 * Multiplies arrays and sums over the names that are not on the right: `einsum('i j, j k -> i k', a, b)`. A name that
 * one array has twice takes its diagonal.
 *
 * @throws RangeError when a name has two lengths
 */
function einsum(pattern: string, ...xs: Arr[]): Arr {
  const [left = '', right = ''] = pattern.split('->');
  const sizes = new Map<string, number>();
  const operands = left.split(',').map((side, k) => bind('einsum', pattern, parse(side), xs[k]!, sizes));
  return contract([...sizes.keys()], sizes, operands, parse(right), xs, 'sum');
}

/**
 * Picks along an axis, as `torch.gather`: `out[i][j] = x[i][index[i][j]]` for `dim` 1. Apart from `dim`, the index must
 * have the lengths of `x`.
 *
 * @throws RangeError naming the index and the length when one is out of range
 */
function gather(x: Arr, dim: number, index: Arr): Arr {
  const rest = (shape: number[]): number[] => shape.toSpliced(dim, 1);
  if (!sameShape(rest(x.shape), rest(index.shape))) {
    throw new RangeError(
      `gather: an index of shape [${index.shape}] does not fit [${x.shape}] along axis ${dim}`,
    );
  }
  const steps = strides(x.shape);
  const length = x.shape[dim]!;
  const out = full(index.shape, 0);
  sweep(index.shape, [strides(index.shape), steps.with(dim, 0)], ([at, base]) => {
    const i = index.data[at!]!;
    if (!(Number.isInteger(i) && i >= 0 && i < length)) {
      throw new RangeError(`gather: index ${i} is out of range for axis ${dim} of size ${length}`);
    }
    out.data[at!] = x.data[base! + i * steps[dim]!]!;
  });
  return out;
}

/** Applies a function to the elements of one array, or to those of several with the same shape. */
function map(f: (...values: number[]) => number, ...xs: [Arr, ...Arr[]]): Arr {
  const [{ shape, data }] = xs;
  const other = xs.find((x) => !sameShape(x.shape, shape));
  if (other !== undefined) throw new RangeError(`map: shapes [${shape}] and [${other.shape}] differ`);
  return arr(
    Array.from(data, (_, i) => f(...xs.map((x) => x.data[i]!))),
    shape,
  );
}

/** The slices `start` to `end`, without `end`, along the first axis. */
function slice(x: Arr, start: number, end: number): Arr {
  const [length = 0, ...rest] = x.shape;
  if (start < 0 || end > length || start > end) {
    throw new RangeError(`slice: ${start} to ${end} is not within the first axis of [${x.shape}]`);
  }
  return arr(x.data.slice(start * sizeOf(rest), end * sizeOf(rest)), [end - start, ...rest]);
}

/** Slice `i` along the first axis, without that axis. */
function pick(x: Arr, i: number): Arr {
  const { shape, data } = slice(x, i, i + 1);
  return arr(data, shape.slice(1));
}

export { einsum, gather, map, pick, rearrange, reduce, repeat, slice };

/** Groups of names: `h (b 2)` is `[['h'], ['b', '2']]`. */
function parse(side: string): string[][] {
  const groups: string[][] = [];
  for (const [token] of side.matchAll(/\([^()]*\)|[^\s()]+/g)) groups.push(token.match(/\w+/g) ?? []);
  return groups;
}

/** Finds out the lengths of an array's names, and how far apart neighbours along each lie. */
function bind(
  op: string,
  pattern: string,
  groups: readonly string[][],
  x: Arr,
  sizes: Map<string, number>,
): Map<string, number> {
  const steps = new Map<string, number>();
  const fits =
    groups.length === x.shape.length &&
    groups.every((names, axis) => {
      const length = x.shape[axis]!;
      const unknown = names.filter((name) => !sizes.has(name));
      const known = sizeOf(names.filter((name) => sizes.has(name)).map((name) => sizes.get(name)!));
      if (unknown.length > 1) return false;
      if (unknown.length === 1) sizes.set(unknown[0]!, length / known);
      const lengths = names.map((name) => sizes.get(name)!);
      const within = strides(lengths);
      for (const [i, name] of names.entries()) {
        steps.set(name, (steps.get(name) ?? 0) + within[i]! * strides(x.shape)[axis]!);
      }
      return lengths.every(Number.isInteger) && sizeOf(lengths) === length;
    });
  if (!fits) throw new RangeError(`${op}: the pattern '${pattern}' does not fit the shape [${x.shape}]`);
  return steps;
}

function moveAndReduce(
  op: string,
  x: Arr,
  pattern: string,
  how: Reduction,
  given: Record<string, number>,
): Arr {
  const [left = '', right = ''] = pattern.split('->');
  const sizes = new Map(Object.entries(given));
  // A number is a name of its own wherever it stands.
  const numbered = (side: string): string =>
    side.replaceAll(/\b\d+\b/g, (number) => {
      const name = `number${sizes.size}`;
      sizes.set(name, Number(number));
      return name;
    });
  const from = parse(numbered(left));
  const to = parse(numbered(right));
  const names = [...new Set([...to.flat(), ...from.flat()])];
  const steps = bind(op, pattern, from, x, sizes);
  const fail = (name: string): never => {
    throw new RangeError(`${op}: '${name}' is only on one side of '${pattern}'`);
  };
  // An axis of length 1 may come and go.
  const long = (side: string[][]): string[] => side.flat().filter((name) => sizes.get(name) !== 1);
  if (op !== 'repeat') for (const name of long(to)) if (!steps.has(name)) fail(name);
  if (op !== 'reduce') for (const name of long(from)) if (!to.flat().includes(name)) fail(name);
  return contract(names, sizes, [steps], to, [x], how);
}

/** For every index of all names: combines the product of the operands into its place in the result. */
function contract(
  names: readonly string[],
  sizes: ReadonlyMap<string, number>,
  operands: readonly ReadonlyMap<string, number>[],
  to: readonly string[][],
  xs: readonly Arr[],
  how: Reduction,
): Arr {
  const lengthOf = (name: string): number => sizes.get(name)!;
  const shape = to.map((group) => sizeOf(group.map(lengthOf)));
  const outNames = to.flat();
  const outSteps = strides(outNames.map(lengthOf));
  const all = names.map(lengthOf);
  const out = full(shape, START[how]);
  const outStrides = names.map((name) => outSteps[outNames.indexOf(name)] ?? 0);
  const inStrides = operands.map((steps) => names.map((name) => steps.get(name) ?? 0));
  sweep(all, [outStrides, ...inStrides], ([to0, ...from]) => {
    let product = 1;
    for (const [k, position] of from.entries()) product *= xs[k]!.data[position]!;
    out.data[to0!] = COMBINE[how](out.data[to0!]!, product);
  });
  const count = sizeOf(all) / out.data.length;
  return how === 'mean' ? map((value) => value / count, out) : out;
}
