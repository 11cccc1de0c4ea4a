import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/beam-search-cached.ts';

export default defineMutants('cached-beam-search', [
  {
    name: 'no-reorder',
    mistake: 'does not reorder the caches',
    edits: [
      {
        file,
        find: 'cache.select(parents)',
        replace: 'cache.select(parents.map((parent, i) => (i < cache.batch ? i : parent)))',
      },
    ],
  },
  {
    name: 'wrong-parents',
    mistake: 'reorders by rank instead of by parent',
    edits: [
      {
        file,
        find: 'cache.select(parents)',
        replace: 'cache.select(parents.map((_, i) => Math.min(cache.batch - 1, parents.length - 1 - i)))',
      },
    ],
  },
  {
    name: 'k-prompts',
    mistake: 'feeds the prompt k times',
    edits: [
      {
        file,
        find: '    const isFresh = cache.length === 0 || sequences[0]!.length > contextLength;',
        replace: `    const isFresh =
      cache.length === 0 || sequences[0]!.length > contextLength || sequences[0]!.length === prompt.length + 1;`,
      },
    ],
  },
  {
    name: 'feeds-everything',
    mistake: 'feeds whole sequences at each step',
    edits: [
      {
        file,
        find: 'cache.length === 0 || sequences[0]!.length > contextLength',
        replace: 'cache.length >= 0',
      },
    ],
  },
  {
    name: 'keeps-caches',
    mistake: 'keeps the caches of all steps',
    edits: [
      {
        file,
        find: `    cache[Symbol.dispose]();
    cache = following;`,
        replace: `    kept.push(cache);
    cache = following;`,
      },
      {
        file,
        find: `/**
 * Beam search with a cache`,
        replace: `const kept: KVCache[] = [];

/**
 * Beam search with a cache`,
      },
    ],
  },
]);
