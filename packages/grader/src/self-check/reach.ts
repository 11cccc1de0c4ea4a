/** Which files of a solution the exports of an exercise can reach, read from its sources. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Imports, re-exports, and workers started by `new URL('./worker.ts', import.meta.url)`. */
const LOCAL_FILE = /['"](\.{1,2}\/[^'"\n]+\.ts)['"]/g;

/**
 * Files below `src/`, as paths relative to the solution, from which the named exports are made.
 *
 * @throws Error when an export is declared nowhere
 */
export function reachableFiles(solutionDir: string, exports: readonly string[]): Set<string> {
  const sources = readSources(solutionDir);
  const reached = new Set<string>();
  const visit = (file: string): void => {
    const source = sources.get(file);
    if (source === undefined || reached.has(file)) return;
    reached.add(file);
    for (const [, target] of source.matchAll(LOCAL_FILE)) visit(normalize(join(dirname(file), target!)));
  };
  for (const name of exports) {
    const file = findDeclaration(sources, name);
    if (file === undefined) throw new Error(`no file of the solution declares the export '${name}'`);
    visit(file);
  }
  return reached;
}

/**
 * Files below `src/`, as paths relative to the submission, in which the named exports are declared; names that are
 * declared nowhere are left out.
 */
export function declaringFiles(submissionDir: string, exports: readonly string[]): Set<string> {
  const sources = readSources(submissionDir);
  const files = exports.map((name) => findDeclaration(sources, name));
  return new Set(files.filter((file) => file !== undefined));
}

function findDeclaration(sources: ReadonlyMap<string, string>, name: string): string | undefined {
  const declaration = new RegExp(`^export (async )?(function\\*?|class|const|let) ${name}\\b`, 'm');
  for (const [file, source] of sources) if (declaration.test(source)) return file;
  return undefined;
}

function readSources(solutionDir: string): Map<string, string> {
  const root = join(solutionDir, 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return new Map(files.map((file) => [join('src', file), readFileSync(join(root, file), 'utf8')] as const));
}
