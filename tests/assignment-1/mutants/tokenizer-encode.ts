import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/tokenizer.ts';
const words = 'src/pre-token-encoder.ts';

/** Where the solution merges the bytes of a word. */
const merge = '    const ids = mergeByRank(parts, this.#ranks);\n';

export default defineMutants('tokenizer-encode', [
  {
    name: 'longest-match',
    mistake: 'takes the longest token of the vocabulary instead of applying the merges',
    edits: [
      {
        file: words,
        find: '  #idsOfWord: (readonly number[])[] = [];\n',
        replace: '  #idsOfWord: (readonly number[])[] = [];\n  #idOf: ReadonlyMap<string, number>;\n',
      },
      {
        file: words,
        find: '    const table = new MergeTable(merges, idOf);\n',
        replace: '    const table = new MergeTable(merges, idOf);\n    this.#idOf = idOf;\n',
      },
      {
        file: words,
        find: merge,
        replace: `    const ids: number[] = [];
    const letters = Buffer.from(bytes).toString('latin1');
    for (let at = 0; at < letters.length; ) {
      let end = letters.length;
      while (!this.#idOf.has(letters.slice(at, end))) end--;
      ids.push(this.#idOf.get(letters.slice(at, end))!);
      at = end;
    }
`,
      },
    ],
  },
  {
    name: 'leftmost-pair',
    mistake: 'joins the leftmost pair that has a rank, not the one with the lowest rank',
    edits: [
      {
        file: words,
        find: merge,
        replace: `    const ids = parts;
    for (;;) {
      const at = ids.findIndex((id, i) => i + 1 < ids.length && this.#ranks(id, ids[i + 1]!) !== undefined);
      if (at < 0) break;
      ids.splice(at, 2, this.#ranks(ids[at]!, ids[at + 1]!)!.id);
    }
`,
      },
    ],
  },
  {
    name: 'looks-past-special-token',
    mistake: 'the look-ahead at the end of a stretch sees the special token behind it',
    edits: [
      {
        file,
        find: 'const next = this.#endOfPreToken(text, start, end);',
        replace: 'const next = Math.min(this.#endOfPreToken(text, start, text.length), end);',
      },
    ],
  },
  {
    name: 'special-tokens-in-given-order',
    mistake: 'the first special token of the list wins, not the longest',
    edits: [
      {
        file,
        find: 'this.#allSpecial = { tokens: [...specialTokens], pattern: specialTokenPattern(specialTokens) };',
        replace: `const inOrder = new RegExp(specialTokens.map((token) => RegExp.escape(token)).join('|'), 'g');
    this.#allSpecial = { tokens: [...specialTokens], pattern: specialTokens.length > 0 ? inOrder : undefined };`,
      },
    ],
  },
  {
    name: 'ignores-allowed-special',
    mistake: 'all special tokens are recognised, whatever allowedSpecial says',
    edits: [
      {
        file,
        find: "    if (allowedSpecial === 'all') return this.#allSpecial;\n",
        replace: '    if (allowedSpecial.length >= 0) return this.#allSpecial;\n',
      },
    ],
  },
  {
    name: 'new-special-id-is-vocab-size',
    mistake: 'the id of a new special token is the number of tokens, although ids have gaps',
    edits: [{ file: 'src/vocabulary.ts', find: 'end = Math.max(end, id + 1);', replace: 'end++;' }],
  },
  {
    name: 'cache-without-pattern',
    mistake:
      'remembers encoded texts for all tokenizers, by the size of the vocabulary and without the pattern',
    edits: [
      {
        file,
        find: '/** Byte-level BPE: text to ids and back',
        replace: 'const encoded = new Map<string, number[]>();\n\n/** Byte-level BPE: text to ids and back',
      },
      {
        file,
        find: '    return this.#encodeWhole(text, this.#allowed(options), 0);\n',
        replace: `    const key = JSON.stringify([text, options, this.vocabSize]);
    const ids = encoded.get(key) ?? this.#encodeWhole(text, this.#allowed(options), 0);
    encoded.set(key, ids);
    return ids;
`,
      },
    ],
  },
  {
    name: 'keeps-the-callers-arrays',
    mistake: 'the constructor keeps the bytes that it was given instead of copies',
    edits: [{ file, find: 'this.#tokens.set(id, bytes.slice());', replace: 'this.#tokens.set(id, bytes);' }],
  },
]);
