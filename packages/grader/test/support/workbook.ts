import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type AssignmentFolders, assignmentFolders } from '../../src/workspace.ts';
import { writeFiles } from './files.ts';
import { temporaryFolder } from './temporary-folder.ts';

const GRADER = fileURLToPath(new URL('../../', import.meta.url));
const FIXTURE = fileURLToPath(new URL('../fixtures/workbook/', import.meta.url));

/** A small workbook of one assignment in a temporary folder, laid out and linked as pnpm does it. */
export interface Workbook extends Disposable {
  readonly root: string;
  readonly folders: AssignmentFolders;
  /** Makes a folder with a submission and returns its path. */
  submission(files: Readonly<Record<string, string>>): string;
}

export function workbook(): Workbook {
  const folder = temporaryFolder();
  const root = join(folder.path, 'book');
  cpSync(FIXTURE, root, { recursive: true });
  const folders = assignmentFolders(root, 9);
  const manifest = (name: string, dependencies: string[]): string =>
    JSON.stringify({
      name,
      type: 'module',
      dependencies: Object.fromEntries(dependencies.map((to) => [to, '*'])),
    });
  writeFiles(root, {
    'assignments/assignment-9/package.json': manifest('assignment-9', ['@dawnbook/grader']),
    'solutions/assignment-9/package.json': manifest('solution-9', []),
    'tests/assignment-9/package.json': manifest('suite-9', ['@dawnbook/grader', 'zod']),
  });
  link(join(root, 'assignments/assignment-9/node_modules/@dawnbook/grader'), GRADER);
  link(join(root, 'tests/assignment-9/node_modules/@dawnbook/grader'), GRADER);
  link(join(root, 'tests/assignment-9/node_modules/zod'), join(GRADER, 'node_modules/zod'));
  let submissions = 0;
  return {
    root,
    folders,
    submission(files) {
      const path = join(folder.path, `submission-${++submissions}`);
      writeFiles(path, files);
      return path;
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** A link to a folder. */
export function link(path: string, target: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path, 'dir');
}
