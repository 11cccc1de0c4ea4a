/** Reshaping by names, in the notation of the Python library einops. */
import { ShapeError } from '../errors.ts';
import { bindPattern, type Part, parsePattern } from '../shape/axis-pattern.ts';
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

const ELLIPSIS = '...';

function transform(op: string, x: Tensor, pattern: string, given: Sizes, reduction?: Reduction): Tensor {
  const sides = pattern.split('->');
  if (sides.length !== 2) throw new ShapeError(`${op}: the pattern '${pattern}' needs one ->`);
  const [left, right] = sides.map((side) => parsePattern(op, side)) as [Part[], Part[]];
  const { sizes, ellipsis } = bindPattern(op, sides[0]!.trim(), left, x.shape, given);
  const fail = (what: string): never => {
    throw new ShapeError(`${op}: ${what} in the pattern '${pattern}'`);
  };

  // Every name an axis of its own. Numbers are axes without a name: they stay where they are, or go.
  const atoms = (parts: readonly Part[]): string[] =>
    parts.flatMap((part) => (part === ELLIPSIS ? [ELLIPSIS] : part.filter((name) => !/^\d/.test(name))));
  const [from, to] = [atoms(left), atoms(right)];
  for (const name of to) {
    if (from.includes(name) || (op === 'repeat' && sizes.has(name))) continue;
    fail(op === 'repeat' ? `the length of ${name} is not given` : `${name} is only on the right`);
  }
  for (const name of from) if (!to.includes(name) && op !== 'reduce') fail(`${name} is only on the left`);
  for (const name of Object.keys(given))
    if (!from.includes(name) && !to.includes(name)) fail(`the length of ${name} is given, which is not`);
  for (const part of left) {
    if (part === ELLIPSIS) continue;
    const literal = part.find((name) => /^\d/.test(name) && name !== '1');
    if (literal !== undefined && op !== 'reduce') fail(`an axis of ${literal} without a name on the left`);
  }

  const lengthsOf = (name: string): readonly number[] => (name === ELLIPSIS ? ellipsis! : [sizes.get(name)!]);
  // Numbers on the left of a reduction are reduced over as well.
  const anonymous: number[] = [];
  const split = left.flatMap((part): readonly number[] =>
    part === ELLIPSIS
      ? ellipsis!
      : part.flatMap((name) => {
          if (!/^\d/.test(name)) return lengthsOf(name);
          return [Number(name)];
        }),
  );
  let axis = 0;
  const axesOfName = new Map<string, number[]>();
  for (const part of left) {
    for (const name of part === ELLIPSIS ? [ELLIPSIS] : part) {
      const count = name === ELLIPSIS ? ellipsis!.length : 1;
      const axes = Array.from({ length: count }, () => axis++);
      if (/^\d/.test(name)) anonymous.push(...axes);
      else axesOfName.set(name, axes);
    }
  }
  const kept = to.filter((name) => from.includes(name));
  const gone = [
    ...from.filter((name) => !to.includes(name)).flatMap((name) => axesOfName.get(name)!),
    ...anonymous,
  ];
  const keptAxes = kept.flatMap((name) => axesOfName.get(name)!);
  let y = x.reshape(split).permute([...keptAxes, ...gone]);
  if (gone.length > 0) {
    const dims = gone.map((_axis, index) => keptAxes.length + index);
    y = reduction === undefined ? y.reshape(y.shape.slice(0, keptAxes.length)) : reduceBy(reduction, y, dims);
  }

  // New axes are stretched, then names are joined.
  const withNew = to.flatMap((name) => (from.includes(name) ? lengthsOf(name) : [1]));
  const stretched = to.flatMap((name) => lengthsOf(name));
  y = y.reshape(withNew).broadcastTo(stretched);
  const joined = right.flatMap((part): readonly number[] =>
    part === ELLIPSIS
      ? ellipsis!
      : [sizeOf(part.flatMap((name) => (/^\d/.test(name) ? [Number(name)] : lengthsOf(name))))],
  );
  if (sizeOf(joined) === y.size) return y.reshape(joined);
  // Numbers on the right repeat, in whatever place they stand.
  if (op !== 'repeat') return fail('an axis other than 1 without a name on the right');
  const full = right.flatMap((part) =>
    part === ELLIPSIS
      ? ellipsis!
      : part.flatMap((name) => (/^\d/.test(name) ? [Number(name)] : lengthsOf(name))),
  );
  const ones = right.flatMap((part) =>
    part === ELLIPSIS ? ellipsis! : part.flatMap((name) => (/^\d/.test(name) ? [1] : lengthsOf(name))),
  );
  return y.reshape(ones).broadcastTo(full).reshape(joined);
}

function reduceBy(reduction: Reduction, x: Tensor, dims: readonly number[]): Tensor {
  return reduction === 'mean' ? mean(x, dims, false) : x[reduction](dims);
}
