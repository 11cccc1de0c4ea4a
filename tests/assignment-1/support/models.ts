/** Vocabularies and models in tests, written as Latin-1 strings, one code unit per byte. */
import { fromLatin1, toLatin1, utf8 } from './bytes.ts';
import type { MergePair } from './merges.ts';

/** The 256 bytes, in order. */
export const BYTE_TOKENS: readonly string[] = Array.from({ length: 256 }, (_, byte) =>
  String.fromCharCode(byte),
);

/** Merges as they cross the seam. */
export function mergeData(merges: readonly MergePair[]): { left: Uint8Array; right: Uint8Array }[] {
  return merges.map(([left, right]) => ({ left: fromLatin1(left), right: fromLatin1(right) }));
}

/** A vocabulary as it crosses the seam: token i has id i, or `ids[i]`. */
export function vocabData(
  tokens: readonly string[],
  ids?: readonly number[],
): { id: number; bytes: Uint8Array }[] {
  return tokens.map((token, i) => ({ id: ids?.[i] ?? i, bytes: fromLatin1(token) }));
}

/** Tokens by id as training numbers them: the bytes, the merges in order, the special tokens. */
export function modelTokens(merges: readonly MergePair[], specialTokens: readonly string[] = []): string[] {
  const special = specialTokens.map((token) => toLatin1(utf8(token)));
  return [...BYTE_TOKENS, ...merges.map(([left, right]) => left + right), ...special];
}

/** A trained model as it crosses the seam. */
export function modelData(merges: readonly MergePair[], specialTokens: readonly string[] = []) {
  return {
    vocab: modelTokens(merges, specialTokens).map(fromLatin1),
    merges: mergeData(merges),
    specialTokens: [...specialTokens],
  };
}
