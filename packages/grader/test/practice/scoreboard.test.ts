import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { defineRubric } from '../../src/index.ts';
import { type Progress, renderScoreboard, standing } from '../../src/course/index.ts';

const row = { kind: 'code', difficulty: 1, minutes: 5, exports: ['f'] } as const;
const rubric = defineRubric({
  assignment: 9,
  title: 'Fixture',
  exercises: [
    { ...row, id: 'double', title: 'Twice', points: 3 },
    { ...row, id: 'greet', title: 'A greeting', points: 2 },
    { ...row, id: 'why', title: 'Why', points: 4, kind: 'written', exports: [] },
    { ...row, id: 'last-one', title: 'Last', points: 10 },
  ],
});

const progress: Progress = {
  double: { status: 'passed', passed: 2, total: 2 },
  greet: { status: 'timeout', passed: 1, total: 3 },
  why: { status: 'needs-manual-grading', passed: 0, total: 0 },
  'last-one': { status: 'not-started', passed: 0, total: 4, waitingFor: 'greet' },
};

test('the scoreboard', () => {
  expect(stripVTControlCharacters(renderScoreboard(rubric, progress))).toMatchInlineSnapshot(`
    " Assignment 9 · Fixture
     ✓ double        3 / 3  passed
     ✗ greet         0 / 2  timeout, 1 of 3 tests pass
     ✓ why       4 by hand  written
     · last-one     0 / 10  waits for greet

     3 of 15 points as far as these tests tell, 4 more to be graded by hand; 2 of 4 exercises
     Next: greet (A greeting, about 5 min)  assignments/assignment-9/README.md#greet"
  `);
});

test('the scoreboard of some exercises has the sums of all', () => {
  expect(stripVTControlCharacters(renderScoreboard(rubric, progress, new Set(['greet']))))
    .toMatchInlineSnapshot(`
    " Assignment 9 · Fixture
     ✗ greet      0 / 2  timeout, 1 of 3 tests pass

     3 of 15 points as far as these tests tell, 4 more to be graded by hand; 2 of 4 exercises
     Next: greet (A greeting, about 5 min)  assignments/assignment-9/README.md#greet"
  `);
});

test('at the beginning nothing is done, and the first exercise is next', () => {
  expect(standing(rubric, {})).toStrictEqual({
    points: 0,
    maxPoints: 15,
    waitingPoints: 0,
    done: 0,
    total: 4,
    next: rubric.exercises[0],
  });
});

test('at the end everything is done', () => {
  const passed = { status: 'passed', passed: 1, total: 1 } as const;
  const all: Progress = { ...progress, greet: passed, 'last-one': passed };
  expect(standing(rubric, all)).toMatchObject({ points: 15, waitingPoints: 4, done: 4, next: undefined });
  expect(renderScoreboard(rubric, all)).toContain('All exercises are done.');
});
