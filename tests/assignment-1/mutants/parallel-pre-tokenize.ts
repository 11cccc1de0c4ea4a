import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/count-pre-tokens.ts';

export default defineMutants('parallel-pre-tokenize', [
  {
    name: 'fixed-size-cuts',
    mistake: 'cuts the file into equal parts, wherever that is',
    edits: [
      {
        file,
        find: 'const boundaries = await findChunkBoundaries(file, numChunks, new TextEncoder().encode(splitToken));',
        replace:
          'const boundaries = Array.from({ length: numChunks + 1 }, (_, i) => Math.floor((i * file.size) / numChunks));',
      },
    ],
  },
  {
    name: 'last-chunk-dropped',
    mistake: 'the text after the last cut is not counted',
    edits: [
      { file, find: 'return boundaries.slice(1).map(', replace: 'return boundaries.slice(1, -1).map(' },
    ],
  },
  {
    name: 'overwrites',
    mistake: 'the counts of a later chunk replace those of an earlier one',
    edits: [{ file, find: '(totals.get(text) ?? 0) + counts[index]!', replace: 'counts[index]!' }],
  },
  {
    name: 'workers-left',
    mistake: 'workers that have answered wait for more work',
    edits: [
      {
        file,
        find: "worker.on('message', (table: CountTable) => tables.push(table));",
        replace: "worker.on('message', (table: CountTable) => resolve(void tables.push(table)));",
      },
      {
        file: 'src/count-worker.ts',
        find: 'parentPort.postMessage(table, [table.counts.buffer]);',
        replace:
          "parentPort.postMessage(table, [table.counts.buffer]);\nparentPort.on('message', () => undefined);",
      },
    ],
  },
  {
    name: 'object-object',
    mistake: 'rejects with the text [object Object]',
    edits: [{ file, find: 'failures.push(error);', replace: 'failures.push(new Error(String({ error })));' }],
  },
  {
    name: 'abandons-workers',
    mistake: 'rejects while other workers still run',
    edits: [
      {
        file,
        find: "new Promise<void>((resolve) => {\n          worker.on('message'",
        replace: "new Promise<void>((resolve, reject) => {\n          worker.on('message'",
      },
      { file, find: 'for (const other of workers) void other.terminate();', replace: 'reject(error);' },
    ],
  },
  {
    name: 'one-thread',
    mistake: 'never starts a worker',
    edits: [
      { file, find: 'const threads = Math.min(numWorkers, ranges.length);', replace: 'const threads = 1;' },
    ],
  },
]);
