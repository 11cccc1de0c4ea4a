/** Reshaping by names, in the notation of the Python library einops. */
import { ShapeError } from '../errors.ts';
import { bindPattern, type BoundPattern, type Part, parsePattern } from '../shape/axis-pattern.ts';
import { sizeOf } from '../shape/shape.ts';
import { mean } from './reduce.ts';
import type { Tensor } from './tensor.ts';

type Sizes = Readonly<Record<string, number>>;

/** How {@link reduce} puts elements together. */
export type Reduction = 'sum' | 'mean' | 'max' | 'min' | 'prod';

/**
 * Reorders, splits and joins axes: `rearrange(x, 'batch seq (numHeads dHead) -> batch numHeads seq dHead', { numHeads })`.
 *
 * @param sizes - lengths that the shape alone does not tell
 * @throws ShapeError if the pattern does not fit the shape, or its sides do not have the same names
 */
export function rearrange(x: Tensor, pattern: string, sizes: Sizes = {}): Tensor {
  return transform('rearrange', x, pattern, sizes);
}

/**
 * As {@link rearrange}, but names that are only on the left are reduced over: `reduce(x, 'h w c -> c', 'mean')`.
 *
 * @throws ShapeError if the pattern does not fit the shape, or a name is only on the right
 */
export function reduce(x: Tensor, pattern: string, reduction: Reduction, sizes: Sizes = {}): Tensor {
  return transform('reduce', x, pattern, sizes, reduction);
}

/**
 * As {@link rearrange}, but names that are only on the right are repeated: `repeat(x, 'c -> batch c', { batch: 2 })`.
 *
 * @throws ShapeError if the pattern does not fit the shape, or a name is only on the left
 */
export function repeat(x: Tensor, pattern: string, sizes: Sizes = {}): Tensor {
  return transform('repeat', x, pattern, sizes);
}

/** One axis of a pattern once groups are taken apart: a name, `...`, or an axis of a length without a name. */
interface Atom {
  readonly name: string | undefined;
  /** One; as many as there are behind `...`. */
  readonly lengths: readonly number[];
}

/** Takes the axes of a side apart, with their lengths. */
function atomsOf(parts: readonly Part[], { sizes, ellipsis }: BoundPattern): Atom[] {
  return parts.flatMap((part): Atom[] =>
    part === '...'
      ? [{ name: part, lengths: ellipsis ?? [] }]
      : part.map((name) =>
          /^\d/.test(name)
            ? { name: undefined, lengths: [Number(name)] }
            : { name, lengths: [sizes.get(name)!] },
        ),
  );
}

function transform(op: string, x: Tensor, pattern: string, given: Sizes, reduction?: Reduction): Tensor {
  const sides = pattern.split('->');
  if (sides.length !== 2) throw new ShapeError(`${op}: the pattern '${pattern}' needs one ->`);
  const [left, right] = sides.map((side) => parsePattern(op, side)) as [Part[], Part[]];
  const bound = bindPattern(op, sides[0]!.trim(), left, x.shape, given);
  const [from, to] = [atomsOf(left, bound), atomsOf(right, bound)];
  checkSides(op, pattern, from, to, given);

  // The axes that stay, in the order of the result; then those that are reduced over, or have length 1.
  let axis = 0;
  const axes = from.map(({ name, lengths }) => ({ name, axes: lengths.map(() => axis++) }));
  const axesOfName = new Map(axes.map((atom) => [atom.name, atom.axes]));
  const isKept = (name: string | undefined): boolean =>
    name !== undefined && to.some((atom) => atom.name === name);
  const kept = to.flatMap(({ name }) => (name === undefined ? [] : (axesOfName.get(name) ?? [])));
  const gone = axes.flatMap((atom) => (isKept(atom.name) ? [] : atom.axes));
  let y = x.reshape(from.flatMap(({ lengths }) => lengths)).permute([...kept, ...gone]);
  if (reduction !== undefined && gone.length > 0) {
    y = reduceBy(
      reduction,
      y,
      gone.map((_axis, index) => kept.length + index),
    );
  }

  // New axes begin with length 1 and are stretched; then groups are joined.
  const isOld = ({ name }: Atom): boolean => name !== undefined && axesOfName.has(name);
  const narrow = to.flatMap((atom) => (isOld(atom) ? atom.lengths : atom.lengths.map(() => 1)));
  const joined = right.map((part) => atomsOf([part], bound).flatMap(({ lengths }) => lengths));
  return y
    .reshape(narrow)
    .broadcastTo(to.flatMap(({ lengths }) => lengths))
    .reshape(joined.flatMap((lengths, index) => (right[index] === '...' ? lengths : [sizeOf(lengths)])));
}

/** @throws ShapeError for names that are on one side only where that has no meaning */
function checkSides(
  op: string,
  pattern: string,
  from: readonly Atom[],
  to: readonly Atom[],
  given: Sizes,
): void {
  const fail = (what: string): never => {
    throw new ShapeError(`${op}: ${what} in the pattern '${pattern}'`);
  };
  const has = (atoms: readonly Atom[], name: string): boolean => atoms.some((atom) => atom.name === name);
  for (const { name, lengths } of to) {
    if (name === undefined) {
      if (op !== 'repeat' && lengths[0] !== 1) fail('an axis other than 1 without a name on the right');
    } else if (!has(from, name)) {
      if (op !== 'repeat') fail(`${name} is only on the right`);
      if (name === '...' || lengths[0] === undefined) fail(`the length of ${name} is not given`);
    }
  }
  for (const { name, lengths } of from) {
    if (op === 'reduce') continue;
    if (name === undefined && lengths[0] !== 1) fail(`an axis of ${lengths[0]} without a name on the left`);
    if (name !== undefined && !has(to, name)) fail(`${name} is only on the left`);
  }
  for (const name of Object.keys(given)) {
    if (!has(from, name) && !has(to, name)) fail(`the length of ${name} is given, which is not`);
  }
}

function reduceBy(reduction: Reduction, x: Tensor, dims: readonly number[]): Tensor {
  return reduction === 'mean' ? mean(x, dims, false) : x[reduction](dims);
}
