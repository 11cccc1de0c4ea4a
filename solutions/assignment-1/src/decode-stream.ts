import type { Tokenizer } from './tokenizer.ts';

/**
 * Decodes ids one by one, for printing while a model generates: yields text as soon as it is certain, never half a
 * character and never an empty string. The pieces join to `tokenizer.decode(ids)`.
 *
 * A UTF-8 decoder in streaming mode does just that: it keeps the bytes (at most three) that may still become a
 * character, and gives U+FFFD once the next byte proves that they will not. Each stream has a decoder of its own.
 *
 * Pulls one id at a time, and closes `ids` when the consumer stops early.
 *
 * @throws RangeError for an unknown id, naming it.
 */
export function* decodeStream(tokenizer: Tokenizer, ids: Iterable<number>): Generator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for (const id of ids) {
    const text = decoder.decode(tokenizer.idToBytes(id), { stream: true });
    if (text !== '') yield text;
  }
  const rest = decoder.decode();
  if (rest !== '') yield rest;
}
