/**
 * Names for files and folders that are still being written, and their removal after the writer was killed.
 *
 * `.<name>.<process id>-<token>.tmp` stands beside the final place, so that a rename puts it there in one step. The
 * process id says whether anybody may still be writing it; the token tells this process from one that had the same id
 * before a restart.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { hasCode } from './errors.ts';

const processToken = randomBytes(4).toString('hex');
const pattern = /^\..+\.(?<pid>\d+)-(?<token>[0-9a-f]{8})-\d+\.tmp$/;
let counter = 0;

/** A free name beside `path`, to be written first and then renamed to `path`. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${process.pid}-${processToken}-${counter++}.tmp`);
}

/**
 * Removes what processes that no longer run have left unfinished in a folder. Temporary names of running processes
 * stay, so do all other files. The folder may be missing.
 *
 * @returns the names that were removed
 */
export async function removeStaleTemporaries(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  });
  const stale = names.filter((name) => {
    const { pid, token } = pattern.exec(name)?.groups ?? {};
    if (pid === undefined) return false;
    return Number(pid) === process.pid ? token !== processToken : !isRunning(Number(pid));
  });
  for (const name of stale) await rm(join(folder, name), { recursive: true, force: true });
  return stale;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    return !hasCode(error, 'ESRCH');
  }
  return !isZombie(pid);
}

/** Where nobody waits for orphans, as in many containers, a process that was killed keeps its number. */
function isZombie(pid: number): boolean {
  if (process.platform !== 'linux') return false;
  try {
    // The state follows the name of the program, which is in parentheses and may contain some.
    return /\) Z [^)]*$/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return true; // it has just ended
    throw error;
  }
}
