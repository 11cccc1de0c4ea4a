/** Corpora on which the work of a trainer is counted: a part that is learned from, and noise that is not. */
import { randomSource } from '@dawnbook/grader/suite';
import type { Counts } from './counts.ts';

/** Words over a–d, each of which occurs at least 1,000 times. */
export function baseWords(seed: number, size: number, minLength: number, maxLength: number): Counts {
  const random = randomSource(seed);
  const letters = (length: number): string =>
    random
      .ints(length, 0, 3)
      .map((i) => 'abcd'[i])
      .join('');
  return distinct(size, () => letters(random.int(minLength, maxLength))).map((text) => ({
    text,
    count: random.int(1000, 2000),
  }));
}

/** Words over e–z that occur once. 1,000 of them have all pairs of these letters, and no pair is frequent. */
export function noiseWords(seed: number, size: number): Counts {
  const random = randomSource(seed + 1);
  return distinct(size, () =>
    random
      .ints(10, 4, 25)
      .map((i) => String.fromCharCode(97 + i))
      .join(''),
  ).map((text) => ({ text, count: 1 }));
}

/**
 * Words of bytes other than a–d that have, all together, `size` pairs that differ, none of which is frequent. Counts are
 * spread where there is room for it, so that a queue need not settle ties all the time.
 */
export function noisePairs(size: number): Counts {
  const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)).filter(
    (char) => !'abcd'.includes(char),
  );
  const counts = ascii
    .flatMap((first) => ascii.map((second) => first + second))
    .map((text, i) => ({ text, count: 1 + ((i * 547) % 997) }));
  // Two-byte letters: their second byte takes 64 values. The pair inside of such a letter occurs in 124 words.
  for (let code = 0x400; code < 0x440; code++) {
    for (const second of ascii) counts.push({ text: String.fromCharCode(code) + second, count: 1 });
  }
  if (size > counts.length) throw new Error(`internal: there are only ${counts.length} such words`);
  return counts.slice(0, size);
}

function distinct(size: number, draw: () => string): string[] {
  const drawn = new Set<string>();
  while (drawn.size < size) drawn.add(draw());
  return [...drawn];
}
