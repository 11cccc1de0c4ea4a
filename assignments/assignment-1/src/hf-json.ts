import { notImplemented } from '@dawnbook/grader';
import type { BpeModel } from './model.ts';
import type { Tokenizer } from './tokenizer.ts';

/**
 * A model as the value of a Hugging Face `tokenizer.json`, to be written with `JSON.stringify`: a BPE model with printable
 * tokens and merges as pairs, a Split by the pattern followed by a ByteLevel that does not split again, a ByteLevel
 * decoder, special tokens in `added_tokens` and as plain text in the vocabulary. The same model gives the same JSON,
 * byte for byte. About 50 lines.
 *
 * Handout: README.md#hf-tokenizer-json
 *
 * @throws TokenizerError if two tokens would be written with the same key.
 */
export function toHfJson(model: BpeModel): object {
  throw notImplemented('hf-tokenizer-json');
}

/**
 * A tokenizer from the value of a `tokenizer.json`. It encodes exactly as the file demands; whatever cannot be honoured
 * is refused. About 150 lines.
 *
 * Handout: README.md#hf-tokenizer-json
 *
 * @throws TokenizerError naming the JSON path, as `pre_tokenizer.pretokenizers[0].pattern.Regex`: for unsupported
 * features, unknown symbols, merges without tokens, ids given twice.
 */
export function fromHfJson(json: unknown): Tokenizer {
  throw notImplemented('hf-tokenizer-json');
}
