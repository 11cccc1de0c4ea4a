import { notImplemented } from '@dawnbook/grader';

/**
 * Matches a pattern of axis names, `batch seq (numHeads dHead)`, with a shape. A name is an axis and has one size
 * everywhere; parentheses are one axis that is a product; a number is a literal length; `...` (once) is any number of
 * axes, none included. Read from left to right; in each group at most one size may be unknown, and is found.
 * About 50 lines.
 *
 * Handout: README.md#axis-names
 *
 * @param sizes - sizes that are known beforehand
 * @returns the size of each name in the pattern; under `...` the product of the axes that it stands for
 * @throws RangeError for a wrong number of axes, a contradiction, a group that does not divide, two unknown sizes in one
 * group; the message holds the pattern, the shape and the names of the axis
 */
export function bindAxes(
  pattern: string,
  shape: readonly number[],
  sizes: Record<string, number> = {},
): Record<string, number> {
  throw notImplemented('axis-names');
}
