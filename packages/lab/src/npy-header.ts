/** The header of an `.npy` file: a Python dictionary with three entries, as text. */
import { elementTypeNames } from './arrays.ts';

/** What a header says. */
export interface NpyHeader {
  /** Element type, as `<f4`. */
  readonly descr: string;
  /** Whether the elements lie column by column: the first index is the one that runs fastest. */
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
}

/** Throws the error about a file, with its name in front of the problem. */
export type Fail = (problem: string) => never;

/** NumPy leaves room for the longest axis that there could be, so that a file can grow without moving its data. */
const GROWTH_DIGITS = 21;

/** `'key': value`, where the value is a string, True, False or a tuple of numbers, up to the comma or the end. */
const FIELD =
  /\s*(['"])(?<key>\w+)\1\s*:\s*(?<value>(['"])[^'"\\]*\4|True|False|\(\s*(?:(?:\d+\s*,\s*)+(?:\d+\s*)?)?\))\s*(?:,\s*|$)/gy;

/** A header as NumPy writes it, before the padding; the elements lie row by row. */
export function formatNpyHeader(descr: string, shape: readonly number[]): string {
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const growth = shape.length === 0 ? 0 : GROWTH_DIGITS - String(shape[0]).length;
  return `{'descr': '${descr}', 'fortran_order': False, 'shape': (${lengths}), }${' '.repeat(growth)}`;
}

/**
 * Reads a header without ever evaluating it: whatever is not exactly the three fields that it must have, of the types that
 * they must have, fails.
 */
export function parseNpyHeader(text: string, fail: Fail): NpyHeader {
  const damaged = (): never =>
    fail(`its header does not describe an array: ${JSON.stringify(text.slice(0, 100).trimEnd())}`);
  const body = /^\{(.*)\}\s*$/s.exec(text)?.[1] ?? damaged();
  if (/^\s*(['"])descr\1\s*:\s*\[/.test(body))
    fail(`its elements are records (a structured dtype); supported: ${elementTypeNames('npy')}`);

  const matches = Array.from(body.matchAll(FIELD));
  const fields = new Map(matches.map(({ groups }) => [groups!['key'], groups!['value']!]));
  const descr = fields.get('descr') ?? damaged();
  const order = fields.get('fortran_order') ?? damaged();
  const lengths = fields.get('shape') ?? damaged();
  // Also fewer fields than matches, a field that comes twice, and text behind the last one.
  if (matches.length !== 3 || matches.map(([all]) => all).join('') !== body) damaged();
  if (!/^['"]/.test(descr) || !/^[TF]/.test(order) || !lengths.startsWith('(')) damaged();

  const shape = Array.from(lengths.matchAll(/\d+/g), Number);
  if (!shape.every(Number.isSafeInteger)) damaged();
  return { descr: descr.slice(1, -1), fortranOrder: order === 'True', shape };
}
