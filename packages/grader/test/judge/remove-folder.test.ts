import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { removeFolder } from '../../src/judge/remove-folder.ts';
import { writeFiles } from '../support/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a folder is removed with what was locked in it, and links are not followed', () => {
  using folder = temporaryFolder();
  const path = join(folder.path, 'theirs');
  const ours = join(folder.path, 'ours');
  writeFiles(ours, { kept: '' });
  writeFiles(path, { 'a/b/file': '', 'c/file': '' });
  symlinkSync(ours, join(path, 'link'));
  mkdirSync(join(path, 'd'));
  for (const locked of ['d', 'c', 'a/b', 'a']) chmodSync(join(path, locked), 0o000);
  removeFolder(path);
  expect(existsSync(path)).toBe(false);
  expect(existsSync(join(ours, 'kept'))).toBe(true);
});

test('a folder that is not there is removed already', () => {
  using folder = temporaryFolder();
  removeFolder(join(folder.path, 'none'));
  expect(existsSync(folder.path)).toBe(true);
});
