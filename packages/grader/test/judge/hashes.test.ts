import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { suiteHash } from '../../src/judge/hashes.ts';
import { writeFiles } from '../support/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('the hash of a suite is that of its files, not of what tools leave there', () => {
  using folder = temporaryFolder();
  writeFiles(folder.path, { 'rubric.ts': 'a', 'hidden/x.test.ts': 'b' });
  const hash = suiteHash(folder.path);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  writeFiles(folder.path, {
    'node_modules/x/y': '1',
    '.turbo/log': '2',
    'hidden/.dawnbook/progress.json': '3',
  });
  expect(suiteHash(folder.path)).toBe(hash);
  writeFiles(folder.path, { 'hidden/x.test.ts': 'B' });
  expect(suiteHash(folder.path)).not.toBe(hash);
  writeFiles(folder.path, { 'hidden/x.test.ts': 'b', 'hidden/y.test.ts': '' });
  expect(suiteHash(folder.path)).not.toBe(hash);
  rmSync(join(folder.path, 'hidden/y.test.ts'));
  expect(suiteHash(folder.path)).toBe(hash);
});
