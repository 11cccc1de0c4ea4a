import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/encode-bytes.ts';

export default defineMutants('encode-long-pre-token', [
  {
    name: 'splice-per-merge',
    mistake: 'looks at all parts for every merge, and moves those behind it: O(n²)',
    edits: [
      {
        file,
        find: "import type { MergeRanks, RankedMerge } from './merge-loop.ts';",
        replace: "import { mergeByRank, type MergeRanks, type RankedMerge } from './merge-loop.ts';",
      },
      {
        file,
        find: '  const n = bytes.length;\n',
        replace:
          '  if (bytes.length > 0) return mergeByRank(Array.from(bytes, byteId), ranks);\n  const n = bytes.length;\n',
      },
    ],
  },
  {
    name: 'equal-ranks-in-any-order',
    mistake: 'the heap does not order pairs of equal rank by position',
    edits: [
      {
        file,
        find: 'heap.push(merge.rank * n + at);',
        replace: 'heap.push(merge.rank * n + (n - 1 - at));',
      },
      { file, find: 'const at = entry % n;', replace: 'const at = n - 1 - (entry % n);' },
      {
        file,
        find: 'merge.rank * n + at !== entry',
        replace: 'merge.rank * n + (n - 1 - at) !== entry',
      },
    ],
  },
  {
    name: 'accepts-stale-entries',
    mistake: 'joins a part with what now stands behind it, although the entry is about a part that is gone',
    edits: [
      { file, find: 'merge === undefined || merge.rank * n + at !== entry', replace: 'merge === undefined' },
    ],
  },
  {
    name: 'forgets-the-left-neighbour',
    mistake: 'offers the pair to the right of a merge again, and not the one to the left',
    edits: [{ file, find: '    if (previous[at]! >= 0) offer(previous[at]!);\n', replace: '' }],
  },
  {
    name: 'bytes-are-ids',
    mistake: 'takes a byte for its id',
    edits: [{ file, find: '(byte) => byteId(byte)', replace: '(byte) => byte' }],
  },
]);
