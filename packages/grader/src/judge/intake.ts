/**
 * Takes the files of a submission that count, and nothing else: TypeScript below `src` and Markdown below `answers`.
 * They are copied byte by byte into a fresh folder; links are never followed, configuration is never used, nothing is
 * installed.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { printable } from './output.ts';

/** A submission that cannot be graded at all. */
export class IntakeError extends Error {
  override readonly name = 'IntakeError';
}

/** A file that was left behind. */
export interface IgnoredFile {
  readonly path: string;
  readonly reason: string;
}

export interface Intake {
  /** The folder with the copied files. */
  readonly directory: string;
  readonly files: number;
  readonly bytes: number;
  /** Of the names and contents of the files that were taken. */
  readonly sha256: string;
  readonly ignored: readonly IgnoredFile[];
}

const ALLOWED = [/^src\/.*\.ts$/, /^answers\/.*\.md$/] as const;
const MAX_FILES = 500;
const MAX_FILE_BYTES = 2 * 2 ** 20;
const MAX_TOTAL_BYTES = 20 * 2 ** 20;
const MAX_DEPTH = 12;
const MAX_IGNORED = 1_000;
/** Not worth a line in the report: made by tools, next to every submission. */
const SILENT = new Set(['node_modules', '.git', '.turbo', '.dawnbook', 'runs']);

/**
 * @param source - the submission's folder
 * @param target - an empty folder
 * @throws {@link IntakeError} when there is nothing to grade, or far too much
 */
export function takeSubmission(source: string, target: string): Intake {
  if (!lstatSync(join(source, 'src'), { throwIfNoEntry: false })?.isDirectory()) {
    throw new IntakeError(`${source} is not a submission: it has no src folder (a link is not one)`);
  }
  const ignored: IgnoredFile[] = [];
  const paths: string[] = [];
  walk(source, '', paths, ignored, 0);
  paths.sort();

  const hash = createHash('sha256');
  let files = 0;
  let bytes = 0;
  for (const path of paths) {
    const content = readRegularFile(join(source, path));
    if (typeof content === 'string') {
      ignored.push({ path: printable(path), reason: content });
      continue;
    }
    files++;
    bytes += content.length;
    if (bytes > MAX_TOTAL_BYTES)
      throw new IntakeError(`the submission is larger than ${MAX_TOTAL_BYTES} bytes`);
    hash.update(`${path}\0${content.length}\0`).update(content);
    mkdirSync(dirname(join(target, path)), { recursive: true });
    writeFileSync(join(target, path), content, { flag: 'wx' });
  }
  // What makes the copied sources ES modules: ours, whatever the submission's own says.
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }\n');
  return { directory: target, files, bytes, sha256: hash.digest('hex'), ignored };
}

function walk(root: string, prefix: string, paths: string[], ignored: IgnoredFile[], depth: number): void {
  if (depth > MAX_DEPTH) throw new IntakeError(`${prefix} is nested more than ${MAX_DEPTH} folders deep`);
  const leave = (path: string, reason: string): void => {
    ignored.push({ path: printable(path), reason });
    if (ignored.length > MAX_IGNORED)
      throw new IntakeError(`the submission has more than ${MAX_IGNORED} files that do not belong to it`);
  };
  for (const entry of readdirSync(join(root, prefix), { withFileTypes: true })) {
    if (depth === 0 && SILENT.has(entry.name)) continue;
    const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`;
    const wanted = prefix !== '' || entry.name === 'src' || entry.name === 'answers';
    if (entry.isSymbolicLink()) {
      leave(path, 'a symbolic link');
    } else if (entry.isDirectory()) {
      if (wanted) walk(root, path, paths, ignored, depth + 1);
      else leave(`${path}/`, 'only src and answers are taken');
    } else if (!entry.isFile()) {
      leave(path, 'not a regular file');
    } else if (!ALLOWED.some((pattern) => pattern.test(path))) {
      leave(path, 'only src/**/*.ts and answers/**/*.md are taken');
    } else {
      paths.push(path);
      if (paths.length > MAX_FILES) throw new IntakeError(`the submission has more than ${MAX_FILES} files`);
    }
  }
}

/** The content of a file that can be read and is still a regular one when it is open; otherwise why it is ignored. */
function readRegularFile(path: string): Buffer | string {
  let descriptor: number;
  try {
    descriptor = openSync(
      path,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
  } catch (error) {
    return `cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return 'not a regular file';
    if (stat.size > MAX_FILE_BYTES) throw new IntakeError(`${path} is larger than ${MAX_FILE_BYTES} bytes`);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
