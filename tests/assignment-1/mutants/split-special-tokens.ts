import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/special-tokens.ts';

export default defineMutants('split-special-tokens', [
  {
    name: 'given-order',
    mistake: 'the first token of the list that matches wins, not the longest',
    edits: [
      { file, find: 'specialTokens.toSorted((a, b) => b.length - a.length)', replace: '[...specialTokens]' },
    ],
  },
  {
    name: 'unescaped',
    mistake: 'tokens are read as regular expressions',
    edits: [{ file, find: 'RegExp.escape(token)', replace: 'token' }],
  },
  {
    name: 'empty-parts',
    mistake: 'keeps the empty stretches between tokens',
    edits: [{ file, find: 'if (match.index > start) parts.push', replace: 'parts.push' }],
  },
  {
    name: 'sorts-in-place',
    mistake: "sorts the caller's list",
    edits: [{ file, find: 'specialTokens.toSorted(', replace: '(specialTokens as string[]).sort(' }],
  },
]);
