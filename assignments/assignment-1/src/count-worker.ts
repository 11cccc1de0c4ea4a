/** The entry of a counting thread: takes a {@link CountJob} as `workerData` and answers with one {@link CountTable}. */
import { parentPort, workerData } from 'node:worker_threads';
import { countRanges, packCounts, type CountJob } from './count-pre-tokens.ts';

if (parentPort === null) throw new Error('count-worker.ts is started by countPreTokens, as a worker thread');

const table = packCounts(await countRanges(workerData as CountJob));
parentPort.postMessage(table, [table.counts.buffer]);
