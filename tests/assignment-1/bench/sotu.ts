import { corpus, END_OF_TEXT, joinDocuments } from '@dawnbook/datasets';
import { writeFileSync } from 'node:fs';

/** State of the Union, `<|endoftext|>` between its documents. */
export function sotuText(): string {
  return joinDocuments(corpus('sotu').documents()).toArray().join('');
}

/** UTF-8 bytes of {@link sotuText}. */
export function sotuBytes(): number {
  const { stats } = corpus('sotu');
  return stats.bytes + (stats.documents - 1) * END_OF_TEXT.length;
}

/** Writes {@link sotuText} to a file, for trainers that read files. */
export function writeSotu(path: string): void {
  writeFileSync(path, sotuText());
}
