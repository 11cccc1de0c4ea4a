/** OpenAI's tokenizer, as an oracle. */
import { createRequire } from 'node:module';
import { get_encoding, Tiktoken } from 'tiktoken';
import { afterAll } from 'vitest';

type Name = 'gpt2' | 'cl100k';

const ENCODINGS = { gpt2: 'gpt2', cl100k: 'cl100k_base' } as const;

/** The published table of ranks, and the pattern, as the package stores them. */
function published(name: Name): { bpe_ranks: string; pat_str: string } {
  return createRequire(import.meta.url)(`tiktoken/encoders/${ENCODINGS[name]}.json`) as ReturnType<
    typeof published
  >;
}

/** tiktoken for the tests of one file. */
export interface TiktokenOracle {
  /** Ids of a text in which nothing is special. */
  ids(text: string): number[];
  /** The bytes of ids, joined. */
  bytes(ids: readonly number[]): Uint8Array;
}

/**
 * Loads an encoding when it is first asked, and frees it after the tests of the exercise. To be called in the body of
 * an exercise.
 *
 * @param vocabulary - a published one; or tokens as Latin-1 strings, whose positions are their ids and ranks
 * @param pattern - the pre-tokenization of such tokens
 */
export function tiktoken(vocabulary: Name): TiktokenOracle;
export function tiktoken(vocabulary: readonly string[], pattern: Name): TiktokenOracle;
export function tiktoken(vocabulary: Name | readonly string[], pattern: Name = 'gpt2'): TiktokenOracle {
  let opened: Tiktoken | undefined;
  const open = (): Tiktoken =>
    typeof vocabulary === 'string'
      ? get_encoding(ENCODINGS[vocabulary])
      : new Tiktoken(ranksFile(vocabulary), {}, published(pattern).pat_str);
  afterAll(() => opened?.free());
  return {
    ids: (text) => Array.from((opened ??= open()).encode_ordinary(text)),
    bytes: (ids) => (opened ??= open()).decode(Uint32Array.from(ids)),
  };
}

/** Tokens in the package's format: a name, the first rank, then the tokens in Base64. */
function ranksFile(tokens: readonly string[]): string {
  return ['!', 0, ...tokens.map((token) => btoa(token))].join(' ');
}

/** A published table as tiktoken stores it: tokens as Latin-1 strings, and their ranks, which are their ids. */
export function tiktokenRanks(vocabulary: Name): [token: string, rank: number][] {
  return published(vocabulary)
    .bpe_ranks.split('\n')
    .flatMap((line) => {
      const [, first, ...tokens] = line.split(' ');
      return tokens.map((base64, i): [string, number] => [atob(base64), Number(first) + i]);
    });
}
