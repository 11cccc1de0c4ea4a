import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/tokenizer.ts';
const decode = "return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.decodeBytes(ids));";

export default defineMutants('tokenizer-decode', [
  {
    name: 'token-by-token',
    mistake: 'decodes every token alone, so that characters over two tokens are lost',
    edits: [
      {
        file,
        find: decode,
        replace: `this.decodeBytes(ids);
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    return ids.map((id) => decoder.decode(this.#tokens.get(id)!)).join('');`,
      },
    ],
  },
  {
    name: 'fatal',
    mistake: 'malformed UTF-8 is an error instead of U+FFFD',
    edits: [
      { file, find: decode, replace: decode.replace('ignoreBOM: true', 'ignoreBOM: true, fatal: true') },
    ],
  },
  {
    name: 'drops-byte-order-mark',
    mistake: "a leading U+FEFF is dropped, which is TextDecoder's default",
    edits: [{ file, find: decode, replace: decode.replace(', { ignoreBOM: true }', '') }],
  },
  {
    name: 'skips-unknown-ids',
    mistake: 'an id without a token is left out',
    edits: [
      {
        file,
        find: 'if (bytes === undefined) throw new RangeError(`id ${id} at index ${index} is not in the vocabulary`);',
        replace: 'if (bytes === undefined) return new Uint8Array();',
      },
    ],
  },
]);
