import { z } from 'zod';
import { gpt2Vocabulary, type MergeData, type VocabEntry } from './gpt2.ts';
import { given } from './plain.ts';

export const submission = () => import('#submission');

/** Ids of one text. */
export const idsSchema = z.array(z.int());

/** Raw bytes. */
export const bytesSchema: z.ZodType<Uint8Array> = z.instanceof(Uint8Array);

type PatternName = 'gpt2' | 'cl100k';

/** What a tokenizer is built from. Without merges every byte stays alone. */
export interface TokenizerInput {
  /** Any numbering; or GPT-2's published vocabulary, with its merges. */
  vocab: VocabEntry[] | 'gpt2';
  merges?: MergeData[];
  specialTokens?: string[];
  pattern?: PatternName;
}

/** A trained model as plain data: `vocab[id]` is the token. */
export interface ModelInput {
  vocab: Uint8Array[];
  merges: MergeData[];
  specialTokens?: string[];
  pattern?: PatternName;
}

/** Which special tokens a text may hold; left out, the submission's own default holds. */
export interface EncodeInput {
  allowedSpecial?: 'all' | 'none' | string[];
}

/** Vocabulary and merges of an input, as lists that the caller may change. */
export function vocabularyOf(input: TokenizerInput): { vocab: VocabEntry[]; merges: MergeData[] } {
  const { vocab, merges } =
    input.vocab === 'gpt2' ? gpt2Vocabulary() : { vocab: input.vocab, merges: input.merges ?? [] };
  return { vocab: [...vocab], merges: [...merges] };
}

/** Builds the submission's tokenizer. */
export async function buildTokenizer(input: TokenizerInput) {
  const { Tokenizer } = await submission();
  const { vocab, merges } = vocabularyOf(input);
  return new Tokenizer(new Map(vocab.map(({ id, bytes }) => [id, bytes])), merges, optionsOf(input));
}

/** The options of a tokenizer, without those that were left out. */
export function optionsOf({ specialTokens, pattern }: Pick<TokenizerInput, 'specialTokens' | 'pattern'>) {
  return given({ specialTokens, pattern });
}

/** The options of `encode`: none when nothing was asked for, so that the default is what is called. */
export function allowing({ allowedSpecial }: EncodeInput) {
  return given({ allowedSpecial });
}

/** A submission's model. */
export function modelOf({ vocab, merges, specialTokens = [], pattern = 'gpt2' }: ModelInput) {
  return { vocab, merges, specialTokens, pattern };
}
