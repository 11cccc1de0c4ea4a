/** One axis of a pattern as the names and numbers that it is a product of, or any number of axes. */
type Part = readonly string[] | '...';

/**
 * Exercise `axis-names`: matches a pattern of axis names, `batch seq (numHeads dHead)`, with a shape.
 *
 * A name is an axis, parentheses are one axis that is a product, a number is a literal length, `...` (once) is any number
 * of axes. Read from left to right; a group may hold one name whose size is not known yet.
 *
 * @param sizes - sizes that are known beforehand
 * @returns the size of each name in the pattern; under `...` the product of the axes that it stands for
 * @throws RangeError for a wrong number of axes, a contradiction, a group that does not divide, two unknown names in one
 * group, or a pattern that is none
 */
export function bindAxes(
  pattern: string,
  shape: readonly number[],
  sizes: Record<string, number> = {},
): Record<string, number> {
  const fail = (what: string): never => {
    throw new RangeError(`pattern '${pattern}', shape [${shape.join(', ')}]: ${what}`);
  };
  const parts = parsePattern(pattern, fail);
  const ellipsis = parts.indexOf('...');
  const spare = shape.length - (ellipsis < 0 ? parts.length : parts.length - 1);
  if (spare < 0 || (ellipsis < 0 && spare > 0)) {
    fail(`${parts.length} axes are named, the shape has ${shape.length}`);
  }

  const bound: Record<string, number> = {};
  let axis = 0;
  for (const part of parts) {
    if (part === '...') {
      bound['...'] = shape.slice(axis, axis + spare).reduce((product, length) => product * length, 1);
      axis += spare;
      continue;
    }
    const length = shape[axis++]!;
    let known = 1;
    let unknown: string | undefined;
    for (const name of part) {
      const size = /^\d/.test(name) ? Number(name) : (bound[name] ?? sizes[name]);
      if (size !== undefined) {
        known *= size;
        if (!/^\d/.test(name)) bound[name] = size;
      } else if (unknown !== undefined) {
        fail(`the sizes of ${unknown} and ${name} are both unknown; give one of them`);
      } else {
        unknown = name;
      }
    }
    const spelled = part.map((name) => (name in bound ? `${name} = ${bound[name]}` : name)).join(' · ');
    if (unknown !== undefined) {
      if (length % known !== 0) fail(`${length} is not a multiple of ${known} in (${spelled})`);
      bound[unknown] = length / known;
    } else if (length !== known) {
      fail(`the axis ${spelled} has length ${length}, not ${known}`);
    }
  }
  return bound;
}

function parsePattern(pattern: string, fail: (what: string) => never): Part[] {
  const parts: Part[] = [];
  let group: string[] | undefined;
  for (const [token] of pattern.matchAll(/\.\.\.|[()]|[^\s()]+/g)) {
    if (token === '(') {
      if (group !== undefined) fail('a group within a group');
      group = [];
    } else if (token === ')') {
      if (group === undefined) return fail('a ) without its (');
      parts.push(group);
      group = undefined;
    } else if (token === '...') {
      if (group !== undefined || parts.includes('...')) fail('... may occur once, and not in a group');
      parts.push('...');
    } else {
      if (!/^([A-Za-z_]\w*|\d+)$/.test(token)) fail(`'${token}' is neither a name nor a number`);
      if (group === undefined) parts.push([token]);
      else group.push(token);
    }
  }
  if (group !== undefined) fail('a ( without its )');
  return parts;
}
