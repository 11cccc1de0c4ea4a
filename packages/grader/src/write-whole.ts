import { renameSync, rmSync, writeFileSync } from 'node:fs';

/** Writes a file that appears whole or not at all, and replaces what was there. */
export function writeWhole(path: string, content: string): void {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}
