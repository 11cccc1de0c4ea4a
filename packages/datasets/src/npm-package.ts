import { readFileSync } from 'node:fs';
import { createRequire, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { DatasetError } from './errors.ts';

/** What to do about files that differ from those published. */
export const REINSTALL = 'Run `pnpm install --force` in the root folder of the repository.';

/** A data package that is installed in the version asked for. */
export interface NpmPackage {
  /** `name@version`, for messages. */
  readonly spec: string;
  /** The folder it is installed in. */
  readonly root: string;
  /**
   * The text of one of its files.
   *
   * @throws {DatasetError} if the package lacks the file
   */
  read(path: string): string;
  /**
   * The content of one of its JSON files.
   *
   * @throws {DatasetError} if the package lacks the file, or it is not JSON, or not of the form that `has` tells
   */
  readJson<Content>(path: string, has: (content: unknown) => content is Content): Content;
  /** Node's `require` at the place of the lookup, to load its module. */
  readonly require: NodeJS.Require;
}

/**
 * Finds an installed npm package without loading any of its code.
 *
 * @param wantedBy what needs it, as the message should call it
 * @param from URL of the file from whose place the package is looked up
 * @throws {DatasetError} if it is not installed, or in another version
 */
export function openPackage(
  pinned: { name: string; version: string },
  wantedBy: string,
  from: string,
): NpmPackage {
  const { name, version } = pinned;
  const spec = `${name}@${version}`;
  const remedy = 'Run `pnpm install` in the root folder of the repository.';
  const packageJson = findPackage(name, from);
  if (packageJson === undefined) {
    throw new DatasetError(`${wantedBy} needs the npm package ${spec}, which is not installed. ${remedy}`);
  }
  const installed: { version?: unknown } = JSON.parse(readFileSync(packageJson, 'utf8'));
  if (installed.version !== version) {
    throw new DatasetError(
      `${wantedBy} is pinned to ${spec}, but ${name}@${String(installed.version)} is installed. ${remedy}`,
    );
  }
  const root = dirname(packageJson);
  const read = (path: string) => {
    try {
      return readFileSync(join(root, path), 'utf8');
    } catch (error) {
      throw damaged(spec, `cannot read ${path}`, error);
    }
  };
  return {
    spec,
    root,
    read,
    readJson(path, has) {
      const content = parseJson(read(path), spec, path);
      if (has(content)) return content;
      throw damaged(spec, `${path} has not the expected form`);
    },
    require: createRequire(from),
  };
}

function findPackage(name: string, from: string): string | undefined {
  try {
    return findPackageJSON(name, from);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

function parseJson(text: string, spec: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw damaged(spec, `${path} is not JSON`, error);
  }
}

function damaged(spec: string, what: string, cause?: unknown): DatasetError {
  const why = cause instanceof Error ? ` (${cause.message})` : '';
  return new DatasetError(`${spec} is damaged: ${what}${why}. ${REINSTALL}`, { cause });
}
