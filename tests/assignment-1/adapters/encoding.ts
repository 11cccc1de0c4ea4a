import { decodeAdapters } from './decode-adapters.ts';
import { encodeAdapters } from './encode-adapters.ts';
import { fileAdapters } from './file-adapters.ts';

/** The adapters of the assignment's second half: from a model to ids, to text, and to files. */
export const encoding = { ...encodeAdapters, ...decodeAdapters, ...fileAdapters };
