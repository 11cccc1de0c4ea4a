import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  assignmentFolders,
  handoutLink,
  listAssignments,
  loadRubric,
  workspaceRoot,
} from '../src/course/index.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { workbook } from './support/workbook.ts';

test('the root of a workbook is found from anywhere inside', () => {
  using book = workbook();
  expect(workspaceRoot(join(book.root, 'tests/assignment-9/hidden'))).toBe(book.root);
  using elsewhere = temporaryFolder();
  expect(() => workspaceRoot(elsewhere.path)).toThrow(
    `${elsewhere.path} is not inside a workbook: no pnpm-workspace.yaml above it`,
  );
});

test('assignments are listed by number', () => {
  using book = workbook();
  for (const name of ['assignment-10', 'assignment-2', 'assignment-x', 'notes'])
    mkdirSync(join(book.root, 'assignments', name));
  expect(listAssignments(book.root).map(({ assignment }) => assignment)).toStrictEqual([2, 9, 10]);
  expect(assignmentFolders('/book', 3)).toStrictEqual({
    assignment: 3,
    assignmentDir: '/book/assignments/assignment-3',
    suiteDir: '/book/tests/assignment-3',
    solutionDir: '/book/solutions/assignment-3',
  });
});

test('a suite without a rubric is none', async () => {
  using elsewhere = temporaryFolder();
  await expect(loadRubric(elsewhere.path)).rejects.toThrow(
    `${elsewhere.path} is not a suite: it has no rubric.ts`,
  );
});

test('a link leads to the section of an exercise', () => {
  const rubric = {
    assignment: 9,
    title: 'T',
    exercises: [
      { id: 'why', title: 'Why', kind: 'written', points: 1, difficulty: 1, minutes: 1, exports: [] },
    ],
  } as const;
  expect(handoutLink(rubric, 'why')).toBe('assignments/assignment-9/README.md#why');
  expect(() => handoutLink(rubric, 'how')).toThrow("internal: no exercise 'how'");
});
