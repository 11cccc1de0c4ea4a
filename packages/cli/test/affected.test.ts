import { join } from 'node:path';
import { expect, test } from 'vitest';
import { affectedExercises } from '../src/watch/affected.ts';
import { openAssignment } from '../src/workbook.ts';
import { workbook } from './support/workbook.ts';

test.each([
  { file: 'src/add.ts', affected: ['add'] },
  { file: 'src/divide.ts', affected: ['halve', 'quarter'] },
  { file: 'src/answers.ts', affected: ['rough-pi'] },
  { file: 'answers/essay.md', affected: ['essay'] },
  { file: 'src/index.ts', affected: ['add', 'halve', 'quarter', 'rough-pi'] },
  { file: 'src/helper.ts', affected: ['halve', 'quarter'] },
  { file: 'src/unused.ts', affected: [] },
  { file: 'answers/other.md', affected: [] },
])('a change in $file concerns $affected', async ({ file, affected }) => {
  const book = workbook();
  book.edit(
    join('assignments/assignment-7/src/divide.ts'),
    'export function halve',
    "import './helper.ts';\nexport function halve",
  );
  book.write('assignments/assignment-7/src/helper.ts', 'export {};\n');
  const assignment = await openAssignment(book.root, 'assignment-7');
  expect(affectedExercises(assignment, file).map(({ id }) => id)).toEqual(affected);
});
