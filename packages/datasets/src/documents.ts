/** One document of a corpus. */
export interface CorpusDocument {
  /** Position in the order of the package, from 0. */
  readonly index: number;
  /** Unique within the corpus, and says where the document is found in the package. */
  readonly id: string;
  readonly text: string;
}

/** The special token that separates documents, as GPT-2 spells it. */
export const END_OF_TEXT = '<|endoftext|>';

/**
 * One long text out of many documents, chunk by chunk, so that it need not fit into memory.
 *
 * @param options.separator text between documents, {@link END_OF_TEXT} if not given
 * @param options.placement `between` (default) for n − 1 separators, `after` to end every document with one
 */
export function* joinDocuments(
  documents: Iterable<{ readonly text: string }>,
  options: { separator?: string; placement?: 'between' | 'after' } = {},
): Generator<string, void, undefined> {
  const { separator = END_OF_TEXT, placement = 'between' } = options;
  let first = true;
  for (const { text } of documents) {
    if (placement === 'between' && !first) yield separator;
    yield text;
    if (placement === 'after') yield separator;
    first = false;
  }
}

/** The course's split: document i belongs to the validation part when i mod 20 is 10, else to the training part. */
export function isValidationDocument(document: { readonly index: number }): boolean {
  return document.index % 20 === 10;
}
