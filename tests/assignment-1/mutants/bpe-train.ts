import { defineMutants } from '@dawnbook/grader/self-check';

const train = 'src/train.ts';
const pairs = 'src/pair-counts.ts';
const counting = 'const counts = await countPreTokens(path, { specialTokens, pattern, numWorkers });';
const specialsLast = 'vocab.push(...specialTokens.map((token) => encoder.encode(token)));';

export default defineMutants('bpe-train', [
  {
    name: 'rescans',
    mistake: 'each merge looks at all pre-tokens',
    edits: [
      {
        file: pairs,
        find: 'for (const word of this.#places.get(pair) ?? [])',
        replace: 'for (const word of this.#lengths.keys())',
      },
    ],
  },
  {
    name: 'neighbours-once',
    mistake: 'takes the pairs of the neighbours away once, although a pre-token holds the merged pair twice',
    edits: [
      { file: pairs, find: 'let write = start;', replace: 'let write = start;\n    let first = true;' },
      {
        file: pairs,
        find: 'subtract(changes, before * base + left, frequency);',
        replace: 'if (first) subtract(changes, before * base + left, frequency);',
      },
      {
        file: pairs,
        find: 'subtract(changes, right * base + after, frequency);',
        replace: 'if (first) subtract(changes, right * base + after, frequency);\n        first = false;',
      },
    ],
  },
  {
    name: 'adjacent-new-tokens',
    mistake: 'forgets the pair that two adjacent new tokens form',
    edits: [
      {
        file: pairs,
        find: 'this.#add(before * base + merged, word, frequency, changes);',
        replace: 'if (before !== merged) this.#add(before * base + merged, word, frequency, changes);',
      },
    ],
  },
  {
    name: 'stale-counts',
    mistake: 'takes what comes out of the queue, although its count is an old one',
    edits: [
      {
        file: train,
        find: 'popBest((key, count) => pairs.count(key) === count)',
        replace: 'popBest(() => true)',
      },
    ],
  },
  {
    name: 'learns-special-tokens',
    mistake: 'text of special tokens is counted as text',
    edits: [
      { file: train, find: counting, replace: counting.replace('{ specialTokens,', '{ specialTokens: [],') },
    ],
  },
  {
    name: 'specials-first',
    mistake: 'special tokens have the first ids',
    edits: [{ file: train, find: specialsLast, replace: specialsLast.replace('push', 'unshift') }],
  },
  {
    name: 'line-by-line',
    mistake: 'reads the file line by line, without the line ends',
    edits: [
      {
        file: train,
        find: counting,
        replace: counting.replace('{ specialTokens,', "{ specialTokens: [...specialTokens, '\\n'],"),
      },
    ],
  },
  {
    name: 'crosses-pre-tokens',
    mistake: 'does not pre-tokenize',
    edits: [
      {
        file: train,
        find: counting,
        replace: `const { readFile } = await import('node:fs/promises');
  const { splitOnSpecialTokens } = await import('./special-tokens.ts');
  const counts = new Map<string, number>();
  for (const part of splitOnSpecialTokens(await readFile(path, 'utf8'), specialTokens)) {
    if (!part.special) counts.set(part.text, (counts.get(part.text) ?? 0) + 1);
  }`,
      },
    ],
  },
]);
