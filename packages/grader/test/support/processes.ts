import { readdirSync, readFileSync } from 'node:fs';

/** Ids of the processes that have set `process.title` to this. */
export function processesNamed(title: string): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && commandLine(pid).startsWith(title));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return ''; // it has just ended
  }
}
