/** Unicode scripts that the translations are written in. JavaScript can test a character for a script, not name it. */
const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Armenian',
  'Georgian',
  'Hebrew',
  'Arabic',
  'Syriac',
  'Thaana',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Tibetan',
  'Myanmar',
  'Khmer',
  'Ethiopic',
  'Mongolian',
  'Hangul',
  'Hiragana',
  'Han',
  'Yi',
  'Cherokee',
  'Canadian_Aboriginal',
  'Tifinagh',
  'Vai',
  'Adlam',
  'Javanese',
  'Tagalog',
  'Tai_Viet',
  'Tai_Tham',
  'Chakma',
  'Grantha',
].map((name) => ({ name: name.replace('_', ' '), pattern: new RegExp(`\\p{Script=${name}}`, 'u') }));

/** Letters looked at: enough to outvote a title in another script. */
const SAMPLE = 1000;

/** The script of most of a text's first letters; undefined if it is none of the known ones, or there are no letters. */
export function dominantScript(text: string): string | undefined {
  const counts = new Map<string, number>();
  let current = scripts[0];
  for (const [letter] of text.matchAll(/\p{L}/gu).take(SAMPLE)) {
    // Neighbours mostly share a script, so the last one found is the first one tried.
    if (!current?.pattern.test(letter)) current = scripts.find(({ pattern }) => pattern.test(letter));
    if (current) counts.set(current.name, (counts.get(current.name) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}
