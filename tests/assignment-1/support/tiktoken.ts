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
 * @param vocabulary - whose tokens
 * @param pattern - whose pre-tokenization; the vocabulary's own by default
 */
export function tiktoken(vocabulary: Name, pattern: Name = vocabulary): TiktokenOracle {
  let opened: Tiktoken | undefined;
  const open = (): Tiktoken => {
    if (vocabulary === pattern) return get_encoding(ENCODINGS[vocabulary]);
    return new Tiktoken(published(vocabulary).bpe_ranks, {}, published(pattern).pat_str);
  };
  afterAll(() => opened?.free());
  return {
    ids: (text) => Array.from((opened ??= open()).encode_ordinary(text)),
    bytes: (ids) => (opened ??= open()).decode(Uint32Array.from(ids)),
  };
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
