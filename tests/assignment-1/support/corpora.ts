/** Real text for tests, cut out of the course's corpora at places that the run's seed chooses. */
import { corpus } from '@dawnbook/datasets';
import type { RandomSource } from '@dawnbook/grader/suite';

/** About `length` characters of the State of the Union addresses, in whole words. */
export function sotuSlice(random: RandomSource, length: number): string {
  const first = random.int(0, 200);
  let text = '';
  for (const document of corpus('sotu').documents()) {
    if (document.index < first) continue;
    text += document.text;
    if (text.length >= length) break;
  }
  return text.slice(0, text.indexOf(' ', length) + 1);
}

/** Passages of the Universal Declaration of Human Rights, `count` in each of as many different scripts as asked for. */
export function udhrPassages(
  random: RandomSource,
  { scripts, count, length }: { scripts: number; count: number; length: number },
): { script: string; text: string }[] {
  const byScript = new Map<string, string[]>();
  for (const { language, text } of corpus('udhr').documents()) {
    if (language.script === undefined || text.length < 2 * length) continue;
    byScript.set(language.script, [...(byScript.get(language.script) ?? []), text]);
  }
  const names = [...byScript.keys()];
  const passages: { script: string; text: string }[] = [];
  while (passages.length < scripts * count) {
    const [script] = names.splice(random.int(0, names.length - 1), 1);
    if (script === undefined) throw new Error(`internal: the corpus has less than ${scripts} scripts`);
    for (let i = 0; i < count; i++) {
      const text = random.pick(byScript.get(script)!);
      const start = random.int(0, text.length - length);
      passages.push({ script, text: text.slice(start, start + length) });
    }
  }
  return passages;
}
