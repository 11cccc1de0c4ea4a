import { notImplemented } from '@dawnbook/grader';
import type { Tokenizer } from './tokenizer.ts';

/**
 * Decodes ids one by one, for printing while a model generates: yields text as soon as it is certain, never half a
 * character and never an empty string. The pieces join to `tokenizer.decode(ids)`; an incomplete end becomes U+FFFD.
 *
 * At most 3 bytes are ever withheld. Pulls one id at a time and closes `ids` when the consumer stops early. Streams share
 * no state. About 10 lines.
 *
 * Handout: README.md#decode-stream
 *
 * @throws RangeError for an unknown id, naming it.
 */
export function* decodeStream(tokenizer: Tokenizer, ids: Iterable<number>): Generator<string> {
  throw notImplemented('decode-stream');
}
