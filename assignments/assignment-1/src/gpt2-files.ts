import { notImplemented } from '@dawnbook/grader';
import type { BpeModel } from './model.ts';
import type { PatternName } from './pre-tokenize.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * Writes `vocab.json` (an object from token to id) and `merges.txt` (`#version: 0.2`, then `left right` per line, LF).
 * Tokens appear in the stand-ins of `bytesToUnicode`, special tokens as plain text and in `vocab.json` only.
 *
 * Both files appear whole or not at all: written under temporary names in `dir`, then renamed. About 40 lines.
 *
 * Handout: README.md#gpt2-vocab-files
 *
 * @throws TokenizerError if two tokens would be written with the same key.
 * @throws Error naming the path if writing fails; the old files then stay, and no temporary one is left.
 */
export async function saveGpt2Files(model: BpeModel, dir: string): Promise<void> {
  throw notImplemented('gpt2-vocab-files');
}

/**
 * Reads `vocab.json` and `merges.txt`. Ids keep the numbers of the file. Lines may end in CR LF; the version line (only
 * ever the first) and the last line end may be missing. About 80 lines.
 *
 * Handout: README.md#gpt2-vocab-files
 *
 * @throws TokenizerError naming file and line: not JSON, an id that is none or is used twice, a character that stands
 * for no byte, a line that is not two tokens with one space between them, a merge of or to a token that is not in
 * `vocab.json`, a repeated merge.
 * @throws Error naming the path if a file cannot be read; RangeError as the constructor of `Tokenizer`.
 */
export async function loadGpt2Files(
  dir: string,
  options: { specialTokens?: string[]; pattern?: PatternName } = {},
): Promise<Tokenizer> {
  throw notImplemented('gpt2-vocab-files');
}
