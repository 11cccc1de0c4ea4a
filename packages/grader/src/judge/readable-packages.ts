/** What a process must be able to read to load packages: the packages and what they depend on, nothing else. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

interface Manifest {
  readonly dependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}

/** A dependency as Node finds it: a link in some `node_modules`, and the folder that it leads to. */
interface Dependency {
  readonly link: string;
  readonly target: string;
}

/**
 * Folders of the packages that other packages depend on, directly or not, and the links that lead to them.
 *
 * Whoever may read a folder may follow the links in it. So a package of the workbook that leads to a secret one is as
 * secret as that, although it is a dependency.
 *
 * @param packageDirs - packages whose `dependencies` are followed
 * @param secretDirs - packages that must not be reached; they need not exist
 */
export function readablePackages(packageDirs: readonly string[], secretDirs: readonly string[]): string[] {
  const secret = new Set(secretDirs.filter((dir) => existsSync(dir)).map((dir) => realpathSync(dir)));
  const readable = new Set<string>();
  const visited = new Set<string>();

  const visit = (dir: string): void => {
    visited.add(dir);
    for (const { link, target } of dependencies(dir, { dev: false })) {
      if (leadsTo(target, secret)) continue;
      readable.add(link).add(target);
      if (!visited.has(target)) visit(target);
    }
  };
  for (const dir of packageDirs) visit(realpathSync(dir));
  return [...readable];
}

/** Whether a package is one of the secret ones, or is a package of the workbook that has a link to one. */
function leadsTo(dir: string, secret: ReadonlySet<string>, seen = new Set<string>()): boolean {
  if (secret.has(dir)) return true;
  if (seen.has(dir) || dir.split(sep).includes('node_modules')) return false;
  seen.add(dir);
  return dependencies(dir, { dev: true }).some(({ target }) => leadsTo(target, secret, seen));
}

function dependencies(packageDir: string, { dev }: { dev: boolean }): Dependency[] {
  const manifest = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as Manifest;
  const names = {
    ...manifest.dependencies,
    ...manifest.optionalDependencies,
    ...manifest.peerDependencies,
    ...(dev ? manifest.devDependencies : {}),
  };
  return Object.keys(names)
    .map((name) => findLink(packageDir, name))
    .filter((link) => link !== undefined) // an optional package of another system, a peer that is not there
    .map((link) => ({ link, target: realpathSync(link) }));
}

/** Where Node finds a package, looking upwards from another one. */
function findLink(packageDir: string, name: string): string | undefined {
  for (let dir = packageDir; ; dir = dirname(dir)) {
    const link = join(dir, 'node_modules', name);
    if (existsSync(link)) return link;
    if (dir === dirname(dir)) return undefined;
  }
}
