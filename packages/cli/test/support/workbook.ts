/** A small workbook in a temporary folder, with the packages that it needs. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const PACKAGES = join(import.meta.dirname, '..', '..', '..');
const FIXTURE = join(import.meta.dirname, '..', 'fixtures', 'workbook');

export interface Workbook {
  readonly root: string;
  /** The content of a file; paths are relative to the root. */
  read(path: string): string;
  write(path: string, content: string): void;
  /** Puts a text in the place of another one. */
  edit(path: string, find: string, replace: string): void;
}

/** Makes a workbook that is gone when the test has ended. */
export function workbook(): Workbook {
  const root = mkdtempSync(join(tmpdir(), 'dawnbook-cli-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  cpSync(FIXTURE, root, { recursive: true });
  const grader = join(PACKAGES, 'grader');
  link(grader, join(root, 'node_modules', '@dawnbook', 'grader'));
  for (const name of ['vitest', 'zod']) {
    link(join(grader, 'node_modules', name), join(root, 'node_modules', name));
  }
  const book: Workbook = {
    root,
    read: (path) => readFileSync(join(root, path), 'utf8'),
    write(path, content) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), content);
    },
    edit(path, find, replace) {
      const parts = book.read(path).split(find);
      if (parts.length !== 2) throw new Error(`'${find}' is not once in ${path}`);
      book.write(path, parts.join(replace));
    },
  };
  return book;
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'dir');
}
