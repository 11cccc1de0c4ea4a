import { encodeBytes, preTokenize, type Tokenizer, unicodeToBytes } from '#submission';
import { END_OF_TEXT } from '@dawnbook/datasets';

/** More than any id of a vocabulary here, so that two ids make one key. */
const MAX_IDS = 2 ** 20;

/**
 * Encoding as one would write it first: each pre-token anew, even a word that was encoded a moment ago.
 *
 * @param mergesTxt - content of GPT-2's merges.txt
 * @returns a function that encodes a text and returns the number of tokens
 */
export function plainEncoder(tokenizer: Tokenizer, mergesTxt: string): (text: string) => number {
  const idOf = new Map<string, number>();
  for (let id = 0; id < tokenizer.vocabSize; id++) {
    idOf.set(Buffer.from(tokenizer.idToBytes(id)).toString('latin1'), id);
  }
  const byteOf = unicodeToBytes();
  const idOfPrintable = (printable: string): number =>
    idOf.get(Array.from(printable, (char) => String.fromCharCode(byteOf.get(char)!)).join(''))!;
  const ranks = new Map<number, { rank: number; id: number }>();
  const lines = mergesTxt.split('\n').filter((line, i) => line !== '' && i > 0);
  for (const [rank, line] of lines.entries()) {
    const [left, right] = line.split(' ') as [string, string];
    ranks.set(idOfPrintable(left) * MAX_IDS + idOfPrintable(right), {
      rank,
      id: idOfPrintable(left + right),
    });
  }
  const byteIds = Array.from({ length: 256 }, (_, byte) => idOf.get(String.fromCharCode(byte))!);
  const encoder = new TextEncoder();

  return (text) => {
    let tokens = -1; // n documents have n − 1 special tokens between them
    for (const document of text.split(END_OF_TEXT)) {
      tokens++;
      for (const piece of preTokenize(document)) {
        tokens += encodeBytes(
          encoder.encode(piece),
          (left, right) => ranks.get(left * MAX_IDS + right),
          (byte) => byteIds[byte]!,
        ).length;
      }
    }
    return tokens;
  };
}
