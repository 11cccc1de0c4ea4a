/** Random corpora for trainers. */
import fc from 'fast-check';
import type { Counts } from './counts.ts';

/**
 * Up to 12 distinct words over an alphabet with small counts, so that ties are everywhere.
 *
 * @param maxLength - the largest number of letters in a word
 */
export function corpus(letters: readonly string[], maxLength = 8): fc.Arbitrary<Counts> {
  const text = fc
    .array(fc.constantFrom(...letters), { minLength: 1, maxLength })
    .map((drawn) => drawn.join(''));
  const entry = fc.record({ text, count: fc.integer({ min: 1, max: 3 }) });
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 12, selector: (word) => word.text });
}

/** Words that repeat a short unit, and palindromes: where counts of neighbours go wrong. */
export function repetitiveCorpus(): fc.Arbitrary<Counts> {
  const unit = fc.constantFrom('a', 'b', 'ab', 'ba', 'aab', 'aabaa', 'abba', 'abc');
  const text = fc
    .array(fc.record({ unit, times: fc.integer({ min: 1, max: 4 }) }), { minLength: 1, maxLength: 3 })
    .map((parts) => parts.map((part) => part.unit.repeat(part.times)).join(''));
  const entry = fc.record({ text, count: fc.integer({ min: 1, max: 3 }) });
  return fc.uniqueArray(entry, { minLength: 1, maxLength: 8, selector: (word) => word.text });
}
