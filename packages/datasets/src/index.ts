export { corpus, corpusNames } from './corpus.ts';
export { END_OF_TEXT, isValidationDocument, joinDocuments } from './documents.ts';
export { DatasetError } from './errors.ts';
export { gpt2VocabFiles } from './gpt2.ts';

export type { Corpus } from './corpus.ts';
export type { CorpusDocument } from './documents.ts';
export type { Gpt2VocabFiles } from './gpt2.ts';
export type { CorpusName, CorpusStats, PinnedCorpus } from './manifest.ts';
export type { UdhrDocument } from './udhr.ts';
