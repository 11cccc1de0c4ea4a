import { corpus, type CorpusDocument, type CorpusName, END_OF_TEXT, joinDocuments } from '@dawnbook/datasets';
import { writeFileAtomic } from '@dawnbook/lab';
import { join } from 'node:path';

/** A named text to train on or to measure. */
export interface TextSource {
  readonly name: string;
  readonly title: string;
  /** The whole text, documents joined as the handout says. */
  readonly text: string;
  readonly bytes: number;
}

/** A corpus as one text, `<|endoftext|>` between its documents. */
export function readText(name: CorpusName, title: string): TextSource {
  return textSource(name, title, corpus(name).documents());
}

/** Documents as one text, `<|endoftext|>` between them. */
export function textSource(
  name: string,
  title: string,
  documents: Iterable<Pick<CorpusDocument, 'text'>>,
): TextSource {
  const text = joinDocuments(documents).toArray().join('');
  return { name, title, text, bytes: Buffer.byteLength(text) };
}

/** Writes a text to a file of a step's folder, for trainers that read files, and returns the path. */
export async function writeText(folder: string, text: string): Promise<string> {
  const path = join(folder, 'corpus.txt');
  await writeFileAtomic(path, text);
  return path;
}

/** The one special token of all tokenizers here. */
export const SPECIAL_TOKENS = [END_OF_TEXT];
