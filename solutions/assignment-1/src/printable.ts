import type { Bytes } from './bytes.ts';
import { bytesToUnicode, unicodeToBytes } from './bytes-to-unicode.ts';
import { TokenizerError } from './errors.ts';
import type { BpeModel } from './model.ts';
import { specialTokenIds } from './vocabulary.ts';

/** Turns bytes into GPT-2's printable stand-ins, one character per byte. */
export function printer(): (bytes: Bytes) => string {
  const characters = bytesToUnicode();
  return (bytes) => Array.from(bytes, (byte) => characters.get(byte)).join('');
}

/** Turns printable stand-ins back into bytes; `fail` is told the first character that stands for no byte. */
export function printableParser(): (text: string, fail: (symbol: string) => never) => Bytes {
  const bytes = unicodeToBytes();
  return (text, fail) => Uint8Array.from(text, (symbol) => bytes.get(symbol) ?? fail(symbol));
}

/**
 * The vocabulary as both file formats write it, in the order of the ids: ordinary tokens in printable stand-ins,
 * special tokens as plain text.
 *
 * @throws TokenizerError if two tokens would be written alike.
 */
export function printableVocabulary(model: BpeModel): Map<string, number> {
  const print = printer();
  const special = specialTokenIds(model.vocab.entries(), model.specialTokens);
  const specialIds = new Set(special.values());
  const ordinary = Array.from(model.vocab.entries())
    .filter(([id]) => !specialIds.has(id))
    .map(([id, bytes]): [string, number] => [print(bytes), id]);
  const vocabulary = new Map<string, number>();
  for (const [text, id] of [...ordinary, ...special].toSorted((a, b) => a[1] - b[1])) {
    const other = vocabulary.get(text);
    if (other !== undefined) {
      throw new TokenizerError(`ids ${other} and ${id} would both be written as ${JSON.stringify(text)}`);
    }
    vocabulary.set(text, id);
  }
  return vocabulary;
}

/**
 * Checks the merges of a file one after the other, so that a message can say where the bad one stands.
 *
 * @returns what is wrong with the merge, or `undefined`.
 */
export function mergeChecker(vocabulary: {
  has(token: string): boolean;
}): (left: string, right: string) => string | undefined {
  const seen = new Set<string>();
  return (left, right) => {
    const merge = `${left} ${right}`; // printable tokens contain no space
    for (const token of [left, right, left + right]) {
      if (!vocabulary.has(token))
        return `the merge "${merge}" needs the token "${token}", which is not in the vocabulary`;
    }
    if (seen.has(merge)) return `the merge "${merge}" is given twice`;
    seen.add(merge);
    return undefined;
  };
}
