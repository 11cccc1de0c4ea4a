import { type Arr, full, zeros } from './arr.ts';
import { einsum } from './own-einsum.ts';

/**
 * Backward of `einsum(pattern, ...xs)` with respect to operand `operand`, which is another einsum. The pattern has
 * no `...`.
 *
 * @returns an array of the shape of that operand
 */
export function einsumBack(operand: number, gradOut: Arr, pattern: string, ...xs: Arr[]): Arr {
  const [sides, right] = parse(pattern);
  const names = sides[operand]!;
  const shape = xs[operand]!.shape;
  const others = xs.flatMap((x, k) => (k === operand ? [] : [{ names: sides[k]!, x }]));
  const inputs = [{ names: right, x: gradOut }, ...others];

  // The gradient takes the operand's place, and the operand's names stand on the right. Two kinds of names need help.
  const wanted = names.map((name, axis) => {
    if (names.indexOf(name) === axis) return name;
    // A diagonal: off it, the gradient is zero.
    const fresh = `${name}_${'again'.repeat(axis)}`;
    inputs.push({ names: [name, fresh], x: identity(shape[axis]!) });
    return fresh;
  });
  for (const [axis, name] of names.entries()) {
    // Summed alone: every element along it gets the same gradient.
    const alone = !inputs.some((input) => input.names.includes(name));
    if (alone) inputs.push({ names: [name], x: full([shape[axis]!], 1) });
  }
  const left = inputs.map((input) => input.names.join(' ')).join(', ');
  return einsum(`${left} -> ${wanted.join(' ')}`, ...inputs.map((input) => input.x));
}

function parse(pattern: string): [operands: string[][], result: string[]] {
  const [left = '', right = ''] = pattern.split('->');
  const names = (side: string): string[] => side.match(/\w+/g) ?? [];
  return [left.split(',').map(names), names(right)];
}

function identity(n: number): Arr {
  const eye = zeros([n, n]);
  for (let i = 0; i < n; i++) eye.data[i * n + i] = 1;
  return eye;
}
