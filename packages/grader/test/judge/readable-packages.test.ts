import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readablePackages } from '../../src/judge/readable-packages.ts';
import { writeFiles } from '../support/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { link } from '../support/workbook.ts';

/** A workbook as pnpm links it: packages of others in a store, those of the workbook where they are. */
function install(root: string): void {
  const packages: Record<string, Record<string, string[]>> = {
    'assignments/a': { dependencies: ['grader', 'solved'], devDependencies: ['secret-tool'] },
    'tests/a': { dependencies: ['grader', 'left'], optionalDependencies: ['not-on-this-system'] },
    'packages/grader': { dependencies: ['left'], devDependencies: ['only-for-tests'] },
    'packages/solved': { dependencies: ['indirect'] },
    'packages/indirect': { devDependencies: ['solution'] },
    'solutions/a': {},
    'store/left/node_modules/left': { dependencies: ['right'], peerDependencies: ['missing-peer'] },
    'store/right/node_modules/right': { dependencies: ['left'] },
    'store/only-for-tests/node_modules/only-for-tests': {},
    'store/secret-tool/node_modules/secret-tool': {},
  };
  const homes: Record<string, string> = {
    grader: 'packages/grader',
    solved: 'packages/solved',
    indirect: 'packages/indirect',
    solution: 'solutions/a',
  };
  for (const [home, fields] of Object.entries(packages)) {
    const manifest = Object.fromEntries(
      Object.entries(fields).map(([field, names]) => [
        field,
        Object.fromEntries(names.map((name) => [name, '*'])),
      ]),
    );
    writeFiles(root, { [`${home}/package.json`]: JSON.stringify(manifest) });
    for (const name of Object.values(fields).flat()) {
      const target = homes[name] ?? `store/${name}/node_modules/${name}`;
      const near = home.startsWith('store/') ? join(home, '..') : join(home, 'node_modules');
      if (target in packages) link(join(root, near, name), join(root, target));
    }
  }
}

test('packages are readable with what they depend on, and nothing else is', () => {
  using folder = temporaryFolder();
  install(folder.path);
  const dirs = ['assignments/a', 'tests/a'].map((dir) => join(folder.path, dir));
  const readable = readablePackages(dirs, [join(folder.path, 'solutions/a'), join(folder.path, 'not there')]);
  expect(readable.map((path) => path.slice(folder.path.length + 1)).toSorted()).toStrictEqual([
    'assignments/a/node_modules/grader',
    'packages/grader',
    'packages/grader/node_modules/left',
    'store/left/node_modules/left',
    'store/left/node_modules/right',
    'store/right/node_modules/left',
    'store/right/node_modules/right',
    'tests/a/node_modules/grader',
    'tests/a/node_modules/left',
  ]);
});

test('without a secret, everything that is declared is readable', () => {
  using folder = temporaryFolder();
  install(folder.path);
  const readable = readablePackages([join(folder.path, 'assignments/a')], []);
  expect(readable).toContain(join(folder.path, 'packages/solved'));
  expect(readable).toContain(join(folder.path, 'packages/indirect'));
  expect(readable).not.toContain(join(folder.path, 'solutions/a'));
});
