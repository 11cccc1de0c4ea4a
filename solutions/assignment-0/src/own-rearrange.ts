import { type Arr, sizeOf, strides, sweep, zeros } from './arr.ts';

/** One axis of a pattern: the names that it is made of; none for `1`. */
type Axis = readonly string[];

/**
 * Moves the values of `x` to where the pattern says: `rearrange(x, 'b (h w) -> (b w) h', { h: 2 })`.
 *
 * A name is an axis. Names in parentheses are one axis made of several, the first one outermost. `1` is an axis of
 * length 1, which may be on one side only. `...` is any number of axes, and stands on both sides or on none; not in
 * parentheses. Each name is once on each side. Of the names in parentheses on the left, at most one may have a length
 * that is not in `sizes`.
 *
 * @param sizes - lengths of names; they must agree with the shape
 * @throws RangeError with the pattern and the shape when they do not fit; it names what is wrong
 */
export function rearrange(x: Arr, pattern: string, sizes: Readonly<Record<string, number>> = {}): Arr {
  const fail = (what: string): never => {
    throw new RangeError(`rearrange: ${what}; pattern '${pattern}', shape [${x.shape}]`);
  };
  // 1: parse both sides.
  const sides = pattern.split('->');
  if (sides.length !== 2) fail(`there must be one '->', not ${sides.length - 1}`);
  const [left, right] = sides.map((side) => parseSide(side, fail)) as [Axis[], Axis[]];
  const [from, to] = [left, right].map((side) => expandEllipsis(side, x.shape.length - left.length + 1));
  checkNames(from!.flat(), to!.flat(), Object.keys(sizes), fail);
  // 2: find the length of each name.
  const lengths = bindLengths(from!, x.shape, sizes, fail);
  const lengthOf = (name: string): number => lengths.get(name)!;
  // 3: split the axes of x into named ones, and find out how far apart the neighbours along each of them lie.
  const splitNames = from!.flat();
  const steps = strides(splitNames.map(lengthOf));
  // 4: read them in the order of the right side, and write one after the other.
  const outNames = to!.flat();
  const outShape = outNames.map(lengthOf);
  const out = zeros(to!.map((names) => sizeOf(names.map(lengthOf))));
  const readSteps = outNames.map((name) => steps[splitNames.indexOf(name)]!);
  sweep(outShape, [readSteps, strides(outShape)], ([read, write]) => {
    out.data[write!] = x.data[read!]!;
  });
  return out;
}

/** `b (h 2) 1 ...` → a list of axes; the ellipsis is the one axis `['...']`. */
function parseSide(side: string, fail: (what: string) => never): Axis[] {
  const axes: Axis[] = [];
  let group: string[] | undefined;
  for (const [token] of side.matchAll(/\.\.\.|[()]|[^\s().]+|\./g)) {
    if (token === '(') {
      if (group !== undefined) fail('parentheses within parentheses');
      group = [];
    } else if (token === ')') {
      axes.push(group ?? fail("a ')' without its '('"));
      group = undefined;
    } else if (token === '1') {
      if (group === undefined) axes.push([]);
    } else if (token === '...') {
      if (group !== undefined) fail("'...' within parentheses");
      axes.push([token]);
    } else if (!/^[A-Za-z_]\w*$/.test(token)) {
      fail(`'${token}' is not a name, 1 or '...'`);
    } else if (group === undefined) {
      axes.push([token]);
    } else {
      group.push(token);
    }
  }
  if (group !== undefined) fail("a '(' without its ')'");
  return axes;
}

/** Replaces the ellipsis by as many axes as it stands for, with names that nobody can write. */
function expandEllipsis(axes: readonly Axis[], count: number): Axis[] {
  return axes.flatMap((axis) =>
    axis[0] === '...' ? Array.from({ length: Math.max(0, count) }, (_, i) => [`...${i}`]) : [axis],
  );
}

function checkNames(
  from: readonly string[],
  to: readonly string[],
  given: readonly string[],
  fail: (what: string) => never,
): void {
  for (const [side, names] of [
    ['left', from],
    ['right', to],
  ] as const) {
    const repeated = names.find((name, i) => names.indexOf(name) !== i);
    if (repeated !== undefined) fail(`'${repeated}' occurs twice on the ${side}`);
  }
  const shown = (name: string): string => (name.startsWith('...') ? '...' : name);
  for (const name of from) if (!to.includes(name)) fail(`'${shown(name)}' is only on the left`);
  for (const name of to) if (!from.includes(name)) fail(`'${shown(name)}' is only on the right`);
  for (const name of given)
    if (!from.includes(name)) fail(`there is a size for '${name}', which is not in it`);
}

function bindLengths(
  axes: readonly Axis[],
  shape: readonly number[],
  sizes: Readonly<Record<string, number>>,
  fail: (what: string) => never,
): Map<string, number> {
  if (axes.length !== shape.length) fail(`the left side has ${axes.length} axes, the array ${shape.length}`);
  const lengths = new Map(Object.entries(sizes));
  for (const [i, names] of axes.entries()) {
    const unknown = names.filter((name) => !lengths.has(name));
    if (unknown.length > 1) fail(`the sizes of '${unknown.join("' and '")}' are unknown`);
    const known = sizeOf(names.map((name) => lengths.get(name) ?? 1));
    if (unknown.length === 1) {
      // Of an axis of length 0, any length is a factor.
      lengths.set(unknown[0]!, known === 0 ? 0 : shape[i]! / known);
    }
    const product = sizeOf(names.map((name) => lengths.get(name)!));
    if (product !== shape[i] || !names.every((name) => Number.isInteger(lengths.get(name)))) {
      fail(
        `axis ${i} has size ${shape[i]}, which '${names.join(' ') || '1'}' does not give (known: ${known})`,
      );
    }
  }
  return lengths;
}
