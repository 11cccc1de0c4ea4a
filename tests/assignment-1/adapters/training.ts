import { answerAdapters } from './answer-adapters.ts';
import { textAdapters } from './text-adapters.ts';
import { trainAdapters } from './train-adapters.ts';

/** The adapters of the assignment's first half: from UTF-8 to a trained vocabulary, and the answers. */
export const training = { ...textAdapters, ...trainAdapters, ...answerAdapters };
