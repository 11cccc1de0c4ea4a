import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defineMutants, type Mutant } from '../../src/self-check/index.ts';
import { applyMutant } from '../../src/self-check/mutants.ts';
import { writeFiles } from '../support/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MUTANT: Mutant = {
  name: 'twice',
  mistake: 'adds twice',
  edits: [
    { file: 'src/a.ts', find: 'x + 1', replace: 'x + 2' },
    { file: 'src/b.ts', find: 'y', replace: '$& $1 y' },
  ],
};

test('every edit is applied, word for word', () => {
  using folder = temporaryFolder();
  writeFiles(folder.path, { 'src/a.ts': 'f(x + 1);\n', 'src/b.ts': 'y\n' });
  applyMutant(folder.path, 'adding', MUTANT);
  expect(readFileSync(join(folder.path, 'src/a.ts'), 'utf8')).toBe('f(x + 2);\n');
  expect(readFileSync(join(folder.path, 'src/b.ts'), 'utf8')).toBe('$& $1 y\n');
});

test.each([
  [0, 'f(x + 3);'],
  [2, 'f(x + 1) + g(x + 1);'],
])('a text that occurs %i times is refused', (count, source) => {
  using folder = temporaryFolder();
  writeFiles(folder.path, { 'src/a.ts': source, 'src/b.ts': 'y' });
  expect(() => applyMutant(folder.path, 'adding', MUTANT)).toThrow(
    `Mutant adding/twice: this text occurs ${count} times in src/a.ts, not once:\nx + 1`,
  );
});

test('mutants are declared by exercise', () => {
  expect(defineMutants('adding', [MUTANT])).toStrictEqual({ exercise: 'adding', mutants: [MUTANT] });
});
