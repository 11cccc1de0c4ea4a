import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** SHA-256 of a file, in hexadecimal. Reads it piece by piece. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * One SHA-256 for all TypeScript sources below a folder, `node_modules` left out. As an input of a step it makes
 * results that an older version of the code has computed count as out of date.
 *
 * @throws if there is no source at all, since that is a wrong path
 */
export async function hashSources(folder: string): Promise<string> {
  const hash = createHash('sha256');
  const paths = (await listFiles(folder)).filter(
    (path) => path.endsWith('.ts') && !/(^|\/)node_modules\//.test(path),
  );
  if (paths.length === 0) throw new Error(`There are no TypeScript sources in ${folder}.`);
  for (const path of paths) hash.update(`${path}\0${await hashFile(join(folder, path))}\n`);
  return hash.digest('hex');
}

/** Paths of all files below a folder, relative to it, with forward slashes, in order of code units. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}
