import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** SHA-256 of names and contents of all files that decide a grade: the suite's and the grader's own. */
export function suiteHash(suiteDir: string): string {
  const hash = createHash('sha256');
  const grader = fileURLToPath(new URL('..', import.meta.url));
  for (const [label, root] of [
    ['suite', suiteDir],
    ['grader', grader],
  ] as const) {
    for (const path of filesBelow(root))
      hash.update(`${label}/${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function filesBelow(root: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length).replaceAll('\\', '/'))
    .filter((path) => !/(^|\/)(node_modules|\.turbo|\.dawnbook)\//.test(path))
    .toSorted();
}
