/** Which files of the workbook a browser may see. URLs are paths from the root of the workbook. */
import { realpathSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** Names that begin with a dot (and so `..`, too) do not occur in these. */
const NAME = String.raw`[\w-][\w.-]*`;

const DOCUMENTS = [
  new RegExp(String.raw`^assignments/assignment-\d+/(README|CHANGELOG)\.md$`),
  new RegExp(String.raw`^assignments/assignment-\d+/answers/${NAME}\.md$`),
  new RegExp(String.raw`^docs/${NAME}\.md$`),
  /^(README|CONTRIBUTING)\.md$/,
];
const SOURCES = [
  new RegExp(String.raw`^assignments/assignment-\d+/(src|experiments|bench)/(${NAME}/)*${NAME}\.ts$`),
  /^LICENSE$/,
];
const IMAGES = [
  new RegExp(String.raw`^assignments/assignment-\d+/(${NAME}/)*${NAME}\.(svg|png|jpg|gif|webp)$`),
];

/** What kind of page shows a file. */
export type FileKind = 'document' | 'source' | 'image';

/** A file that may be shown. */
export interface VisibleFile {
  readonly kind: FileKind;
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly absolute: string;
}

/**
 * The file at a path, if there is one that a browser may see.
 *
 * @param path - from the root of the workbook, with forward slashes, decoded
 */
export function visibleFile(root: string, path: string): VisibleFile | undefined {
  const kind = kindOf(path);
  if (kind === undefined) return undefined;
  const absolute = join(root, path);
  return isInside(root, absolute) ? { kind, path, absolute } : undefined;
}

function kindOf(path: string): FileKind | undefined {
  if (DOCUMENTS.some((pattern) => pattern.test(path))) return 'document';
  if (SOURCES.some((pattern) => pattern.test(path))) return 'source';
  return IMAGES.some((pattern) => pattern.test(path)) ? 'image' : undefined;
}

/** Whether there is a file that is still inside of the root when all links are followed. */
function isInside(root: string, absolute: string): boolean {
  try {
    const inside = relative(realpathSync(root), realpathSync(absolute));
    return !inside.startsWith(`..${sep}`) && inside !== '..' && statSync(absolute).isFile();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return false;
    throw error;
  }
}
