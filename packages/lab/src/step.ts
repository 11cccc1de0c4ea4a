import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { hasCode } from './errors.ts';
import { hashFile, listFiles } from './hash.ts';

/** A step that has run to its end: its result, and the folder with its files. */
export interface FinishedStep<Result> {
  readonly name: string;
  /** The folder that holds the step's files. */
  readonly folder: string;
  /** What the step's function returned. */
  readonly result: Result;
  /** Size in bytes and SHA-256 of each file, by its path in the folder. */
  readonly files: Readonly<Record<string, FileStats>>;
}

/** Size and digest of a file. */
export interface FileStats {
  readonly bytes: number;
  readonly sha256: string;
}

/** Everything that a step's outcome depends on, as JSON. */
export type StepInputs = Readonly<Record<string, unknown>>;

/** The file that makes a folder a finished step. It is written last, and says what all the others must be. */
export const MANIFEST = 'step.json';

/** Content of {@link MANIFEST}. It holds no time and no place, so equal steps have equal manifests. */
export interface StepManifest {
  readonly inputs: StepInputs;
  readonly result: unknown;
  readonly files: Readonly<Record<string, FileStats>>;
}

/** Describes all files of a step's folder. */
export async function describeFiles(folder: string): Promise<Record<string, FileStats>> {
  const files: Record<string, FileStats> = {};
  for (const path of await listFiles(folder)) {
    if (path === MANIFEST)
      throw new Error(`A step may not write ${MANIFEST}: that is where its result is kept.`);
    files[path] = await describeFile(join(folder, path));
  }
  return files;
}

/** What is found in a step's folder. */
export type StepState =
  | { readonly state: 'absent' }
  | { readonly state: 'unusable'; readonly problem: string }
  | { readonly state: 'finished'; readonly manifest: StepManifest };

/** Reads a step's folder and checks its files against the manifest. */
export async function readStep(folder: string): Promise<StepState> {
  const unusable = (problem: string): StepState => ({ state: 'unusable', problem });
  const text = await orUndefined(readFile(join(folder, MANIFEST), 'utf8'));
  if (text === undefined) return { state: 'absent' };
  const manifest = parseManifest(text);
  if (manifest === undefined) return unusable(`${MANIFEST} is damaged`);
  for (const [path, expected] of Object.entries(manifest.files)) {
    const actual = await orUndefined(describeFile(join(folder, path)));
    if (actual === undefined) return unusable(`${path} is missing`);
    if (!isDeepStrictEqual(actual, expected)) return unusable(`${path} was changed after it was written`);
  }
  return { state: 'finished', manifest };
}

/** Which of a step's inputs differ from those of the run that finished it. */
export function changedInputs(earlier: StepInputs, wanted: StepInputs): string[] {
  const keys = new Set([...Object.keys(earlier), ...Object.keys(wanted)]);
  return [...keys].filter((key) => !isDeepStrictEqual(earlier[key], wanted[key]));
}

/**
 * A copy of a value that has been through JSON; undefined stays what it is.
 *
 * @throws {TypeError} if JSON does not hold the value: NaN, undefined inside, a Map, a typed array, …
 */
export function throughJson<Value>(value: Value, what: string): Value {
  if (value === undefined) return value;
  const text: string | undefined = JSON.stringify(value);
  if (text !== undefined) {
    const copy: Value = JSON.parse(text);
    if (isDeepStrictEqual(copy, value)) return copy;
  }
  throw new TypeError(
    `${what} must be JSON: finite numbers, strings, booleans, null, and plain arrays and objects of these.`,
  );
}

async function describeFile(path: string): Promise<FileStats> {
  const { size } = await stat(path);
  return { bytes: size, sha256: await hashFile(path) };
}

/** The content of a {@link MANIFEST}, or undefined if it is damaged. */
export function parseManifest(text: string): StepManifest | undefined {
  try {
    const manifest: StepManifest | null = JSON.parse(text);
    return typeof manifest?.files === 'object' && typeof manifest.inputs === 'object' ? manifest : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** What is read from a file, or undefined if there is no such file. */
async function orUndefined<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}
