import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/pre-tokenize.ts';
const scanner = 'src/pre-token-scanner.ts';

/** The loop of the solution, which the mutants below replace by one over the matches of a regex. */
const loop = `  const endOfPreToken = preTokenScanner(pattern);
  let start = 0;
  while (start < text.length) {
    const end = endOfPreToken(text, start, text.length);
    yield text.slice(start, end);
    start = end;
  }
`;

export default defineMutants('pre-tokenize', [
  {
    name: 'javascript-white-space',
    mistake: '\\s for white space, which in JavaScript contains U+FEFF and lacks U+0085',
    edits: [
      {
        file,
        find: 'const WHITE = String.raw`\\p{White_Space}`;',
        replace: 'const WHITE = String.raw`\\s`;',
      },
      {
        file,
        find: loop,
        replace:
          "  for (const [piece] of text.matchAll(new RegExp(patternSource(pattern), 'gu'))) yield piece;\n",
      },
    ],
  },
  {
    name: 'no-unicode-flag',
    mistake: 'a regex without the flag u',
    edits: [
      {
        file,
        find: loop,
        replace:
          "  for (const [piece] of text.matchAll(new RegExp(patternSource(pattern), 'g'))) yield piece;\n",
      },
    ],
  },
  {
    name: 'any-case-for-gpt2',
    mistake: 'the flag i, so that GPT-2 has contractions in capitals',
    edits: [
      {
        file,
        find: loop,
        replace:
          "  for (const [piece] of text.matchAll(new RegExp(patternSource(pattern), 'giu'))) yield piece;\n",
      },
    ],
  },
  {
    name: 'long-numbers',
    mistake: 'cl100k takes numbers of any length',
    edits: [{ file: scanner, find: 'digits < 3 &&', replace: 'digits < Infinity &&' }],
  },
  {
    name: 'contractions-late',
    mistake: 'cl100k tries contractions after letters with a character before them',
    edits: [
      {
        file,
        find: "`(?i:'s|'t|'re|'ve|'m|'ll|'d)`,",
        replace: 'String.raw`[^\\r\\n\\p{L}\\p{N}]?\\p{L}+`,',
      },
      {
        file,
        find: 'String.raw`[^\\r\\n\\p{L}\\p{N}]?\\p{L}+`, // not only a space: `(word`, `\\tword`',
        replace: "`(?i:'s|'t|'re|'ve|'m|'ll|'d)`,",
      },
      {
        file,
        find: loop,
        replace:
          "  for (const [piece] of text.matchAll(new RegExp(patternSource(pattern), 'gu'))) yield piece;\n",
      },
    ],
  },
  {
    name: 'split-at-white-space',
    mistake: 'text.split(/\\s/)',
    edits: [{ file, find: loop, replace: '  yield* text.split(/\\s/);\n' }],
  },
  {
    name: 'shared-last-index',
    mistake: 'one regex for all calls, whose lastIndex stays where a generator was left',
    edits: [
      {
        file,
        find: 'export function* preTokenize',
        replace: 'const shared = new Map<string, RegExp>();\n\nexport function* preTokenize',
      },
      {
        file,
        find: loop,
        replace: `  const regex = shared.get(pattern) ?? new RegExp(patternSource(pattern), 'gu');
  shared.set(pattern, regex);
  for (let match = regex.exec(text); match !== null; match = regex.exec(text)) yield match[0];
`,
      },
    ],
  },
  {
    name: 'collects',
    mistake: 'finds all pieces before it yields the first one',
    edits: [
      {
        file,
        find: loop,
        replace: `  const pieces: string[] = [];
  for (const [piece] of text.matchAll(new RegExp(patternSource(pattern), 'gu'))) pieces.push(piece);
  yield* pieces;
`,
      },
    ],
  },
]);
