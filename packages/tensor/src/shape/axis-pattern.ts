/**
 * Patterns of named axes: `batch seq (numHeads dHead)`. A name is an axis, parentheses are an axis made of several, a
 * number is an axis of that length, `...` stands for any number of axes.
 */
import { ShapeError } from '../errors.ts';
import { type Shape, show, sizeOf } from './shape.ts';

/** One part of a pattern: an axis made of the names in it, or the ellipsis. */
export type Part = readonly string[] | '...';

/** @throws ShapeError for parentheses without a partner, a repeated name, a second ellipsis, or strange characters */
export function parsePattern(op: string, pattern: string, options: { repeats?: boolean } = {}): Part[] {
  const fail = (what: string): never => {
    throw new ShapeError(`${op}: ${what} in the pattern '${pattern}'`);
  };
  const parts: Part[] = [];
  const seen = new Set<string>();
  let group: string[] | undefined;
  for (const [token] of pattern.matchAll(/\.\.\.|[()]|[^\s().]+|\./g)) {
    if (token === '(') {
      if (group !== undefined) fail('parentheses within parentheses');
      group = [];
    } else if (token === ')') {
      if (group === undefined) return fail('a ) without its (');
      parts.push(group);
      group = undefined;
    } else if (token === '...') {
      if (group !== undefined) fail('... within parentheses');
      if (parts.includes('...')) fail('a second ...');
      parts.push('...');
    } else {
      if (!/^([A-Za-z_]\w*|\d+)$/.test(token)) fail(`'${token}', which is no name and no number,`);
      if (!/^\d/.test(token) && options.repeats !== true) {
        if (seen.has(token)) fail(`the name ${token} twice`);
        seen.add(token);
      }
      if (group === undefined) parts.push([token]);
      else group.push(token);
    }
  }
  if (group !== undefined) fail('a ( without its )');
  return parts;
}

/** What a pattern says about a shape. */
export interface BoundPattern {
  /** Length of each name. */
  readonly sizes: Map<string, number>;
  /** Lengths of the axes that `...` stands for; `undefined` if there is none in the pattern. */
  readonly ellipsis: Shape | undefined;
}

/**
 * Finds the lengths that make a pattern fit a shape.
 *
 * @param known - lengths that are given; a name that is bound already must come out the same
 * @throws ShapeError for another number of axes, a length that contradicts, or one that cannot be told
 */
export function bindPattern(
  op: string,
  pattern: string,
  parts: readonly Part[],
  shape: Shape,
  known: Readonly<Record<string, number>> | ReadonlyMap<string, number> = {},
): BoundPattern {
  const where = `the pattern '${pattern}' and shape ${show(shape)}`;
  const fail = (what: string): never => {
    throw new ShapeError(`${op}: ${where} do not fit: ${what}`);
  };
  const at = parts.indexOf('...');
  const spare = shape.length - (parts.length - (at < 0 ? 0 : 1));
  if (spare < 0 || (at < 0 && spare > 0)) {
    fail(
      `the pattern has ${at < 0 ? parts.length : `at least ${parts.length - 1}`} axes, the shape ${shape.length}`,
    );
  }
  const sizes = new Map(known instanceof Map ? known : Object.entries(known));
  let axis = 0;
  let ellipsis: Shape | undefined;
  for (const part of parts) {
    if (part === '...') {
      ellipsis = shape.slice(axis, axis + spare);
      axis += spare;
      continue;
    }
    const length = shape[axis]!;
    const lengthOf = (name: string): number | undefined =>
      /^\d/.test(name) ? Number(name) : sizes.get(name);
    const unknown = part.filter((name) => lengthOf(name) === undefined);
    const product = sizeOf(part.map((name) => lengthOf(name) ?? 1));
    if (unknown.length > 1) fail(`of ${unknown.join(' and ')} in axis ${axis}, all but one must be given`);
    const name = unknown[0];
    if (name !== undefined) {
      if (length % product !== 0 || product === 0)
        fail(`axis ${axis} of length ${length} is not divisible by ${product}`);
      sizes.set(name, length / product);
    } else if (product !== length) {
      const spelled = part
        .map((each) => (/^\d/.test(each) ? each : `${each} = ${lengthOf(each)}`))
        .join(', ');
      fail(`axis ${axis} has length ${length}, but ${part.length === 0 ? 'the pattern says 1' : spelled}`);
    }
    axis++;
  }
  return { sizes, ellipsis };
}
