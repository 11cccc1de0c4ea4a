import { chmodSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Removes a folder into which a submission wrote, which may have locked it. */
export function removeFolder(path: string): void {
  // A process that was ended a moment ago may still be writing.
  const options = { recursive: true, force: true, maxRetries: 10 };
  try {
    rmSync(path, options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') throw error;
    unlock(path);
    rmSync(path, options);
  }
}

/** Gives the owner back what removing takes, in all folders below one. */
function unlock(folder: string): void {
  chmodSync(folder, 0o700);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) unlock(join(folder, entry.name));
  }
}
