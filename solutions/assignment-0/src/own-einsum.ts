import { type Arr, strides, sweep, zeros } from './arr.ts';

/**
 * Einstein's summation: multiplies arrays and sums over the names that are not on the right side.
 * `einsum('b i, i j -> b j', x, w)`.
 *
 * Names are separated by spaces, operands by commas; `->` must be there, and what stands behind it gives the order of
 * the result's axes (nothing: one number). A name that an operand has twice takes its diagonal. `...` stands for
 * leading axes; those of several operands broadcast with each other, and come out where `...` is on the right; if it is
 * not there, they are summed.
 *
 * @throws RangeError with the pattern and the shapes when a name has two sizes, is on the right only or twice on the
 *   right, or when the pattern does not fit the operands
 */
export function einsum(pattern: string, ...xs: Arr[]): Arr {
  const fail = (what: string): never => {
    throw new RangeError(
      `einsum: ${what}; pattern '${pattern}', shapes ${xs.map((x) => `[${x.shape}]`).join(' ')}`,
    );
  };
  // 1: parse.
  const sides = pattern.split('->');
  if (sides.length !== 2) fail(`there must be one '->', not ${sides.length - 1}`);
  const operands = sides[0]!.split(',');
  if (operands.length !== xs.length) fail(`${operands.length} operands are named, ${xs.length} are given`);
  const named = operands.map((side, k) => expand(words(side, fail), xs[k]!.shape.length, fail));
  const longest = Math.max(0, ...named.map((names) => names.filter((name) => name.startsWith('...')).length));
  const outNames = words(sides[1]!, fail).flatMap((name) => (name === '...' ? ellipsis(longest) : [name]));

  // 2: find the length of each name.
  const lengths = new Map<string, number>();
  for (const [k, names] of named.entries()) {
    for (const [axis, name] of names.entries()) {
      const size = xs[k]!.shape[axis]!;
      const before = lengths.get(name) ?? 1;
      const mayStretch = name.startsWith('...') || !lengths.has(name);
      if (size === before || (mayStretch && size === 1)) lengths.set(name, before);
      else if (mayStretch && before === 1) lengths.set(name, size);
      else fail(`'${name}' has the sizes ${before} and ${size}`);
    }
  }
  for (const name of outNames) {
    if (!lengths.has(name)) fail(`'${name}' is only on the right`);
    if (outNames.indexOf(name) !== outNames.lastIndexOf(name)) fail(`'${name}' occurs twice on the right`);
  }

  // 3: how far one step along each name moves in each array. A diagonal moves along both of its axes at once.
  const all = [...outNames, ...[...lengths.keys()].filter((name) => !outNames.includes(name))];
  const stepsOf = (names: readonly string[], shape: readonly number[]): number[] => {
    const own = strides(shape).map((step, axis) => (shape[axis] === 1 ? 0 : step));
    return all.map((name) => own.reduce((sum, step, axis) => (names[axis] === name ? sum + step : sum), 0));
  };
  const out = zeros(outNames.map((name) => lengths.get(name)!));
  const steps = [stepsOf(outNames, out.shape), ...named.map((names, k) => stepsOf(names, xs[k]!.shape))];

  // 4: visit every index of all names, multiply, and add to the place in the result.
  const shape = all.map((name) => lengths.get(name)!);
  sweep(shape, steps, (positions) => {
    let product = 1;
    for (let k = 0; k < xs.length; k++) product *= xs[k]!.data[positions[k + 1]!]!;
    out.data[positions[0]!]! += product;
  });
  return out;
}

function words(side: string, fail: (what: string) => never): string[] {
  const names = side.split(/\s+/).filter((name) => name !== '');
  for (const name of names) {
    if (name !== '...' && !/^[A-Za-z_]\w*$/.test(name)) fail(`'${name}' is not a name or '...'`);
  }
  return names;
}

/** Replaces `...` by a name for each axis that it stands for. */
function expand(names: readonly string[], rank: number, fail: (what: string) => never): string[] {
  const count = names.includes('...') ? rank - names.length + 1 : 0;
  if (count < 0 || names.length - (names.includes('...') ? 1 : 0) + count !== rank) {
    fail(`'${names.join(' ')}' does not name ${rank} axes`);
  }
  return names.flatMap((name) => (name === '...' ? ellipsis(count) : [name]));
}

/** Names that nobody can write, counted from the right: broadcasting aligns axes at the last one. */
function ellipsis(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `...${count - i}`);
}
