import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/tokenizer.ts';

export default defineMutants('encode-iterable', [
  {
    name: 'chunk-by-chunk',
    mistake: 'encodes every chunk as if it were a text of its own',
    edits: [
      {
        file,
        find: 'const done = this.#encodeCertain(pending, special, bytesBefore, ids);',
        replace: `for (const id of this.#encodeWhole(pending, special, bytesBefore)) ids.push(id);
      const done = pending.length;`,
      },
    ],
  },
  {
    name: 'holds-back-one-piece',
    mistake: "holds back only the last piece: an apostrophe is out before the two letters that make it 'll",
    edits: [
      { file, find: 'while (start + 3 <= known) {', replace: 'while (start < known) {' },
      { file, find: 'if (end >= solid) break;', replace: 'if (end >= known) break;' },
    ],
  },
  {
    name: 'forgets-surrogates',
    mistake: 'takes a high surrogate at the end of a chunk for a character',
    edits: [
      {
        file,
        find: 'const known = open > start && isHighSurrogate(text.charCodeAt(open - 1)) ? open - 1 : open;',
        replace: 'const known = open;',
      },
    ],
  },
  {
    name: 'collects-everything',
    mistake: 'joins all chunks before it encodes',
    edits: [
      {
        file,
        find: 'if (pending.length < wait) continue;',
        replace: 'if (pending.length >= wait) continue;',
      },
    ],
  },
  {
    name: 'emits-half-a-special-token',
    mistake: 'the beginning of a special token at the end of a chunk is ordinary text',
    edits: [
      {
        file,
        find: 'let open = startOfOpenToken(text, start, special.tokens);',
        replace: 'let open = text.length;',
      },
    ],
  },
  {
    name: 'first-complete-special-token',
    mistake: 'does not wait for a longer special token that begins alike',
    edits: [
      {
        file,
        find: '      if (match.index >= open) break; // a longer token, or one that begins earlier, may still come\n',
        replace: '',
      },
    ],
  },
  {
    name: 'decodes-every-read-alone',
    mistake: 'encodeFile decodes each 64 KiB alone, so that a character across the edge is lost',
    edits: [{ file: 'src/encode-file.ts', find: ', { stream: true }', replace: '' }],
  },
  {
    name: 'reads-the-whole-file',
    mistake: 'encodeFile reads the whole file before it encodes',
    edits: [
      {
        file: 'src/encode-file.ts',
        find: 'tokenizer.encodeIterable(readText(path))',
        replace: 'tokenizer.encodeIterable([...readText(path)])',
      },
    ],
  },
]);
