import { describe, expect, test } from 'vitest';
import {
  answered,
  defineRubric,
  findExercise,
  type Exercise,
  notImplemented,
  NotImplementedError,
} from '../src/index.ts';
import { handoutAnchor, handoutLine } from '../src/handout.ts';

const ROW: Exercise = {
  id: 'merge-pair',
  title: 'One merge',
  kind: 'code',
  points: 2,
  difficulty: 1,
  minutes: 15,
  exports: ['mergePair'],
};

function define(...changes: Partial<Exercise>[]): void {
  defineRubric({ assignment: 9, title: 'T', exercises: changes.map((change) => ({ ...ROW, ...change })) });
}

describe('defineRubric', () => {
  test('returns what it was given', () => {
    const rubric = {
      assignment: 9,
      title: 'T',
      exercises: [ROW, { ...ROW, id: 'a-2', needs: ['merge-pair'] }],
    };
    expect(defineRubric(rubric)).toBe(rubric);
    expect(findExercise(rubric, 'a-2')?.needs).toStrictEqual(['merge-pair']);
    expect(findExercise(rubric, 'a-3')).toBeUndefined();
  });

  test.each<[string, Partial<Exercise>[], string]>([
    [
      'camelCase',
      [{ id: 'mergePair' }],
      "exercise 'mergePair': an id is kebab-case, like scaled-dot-product-attention",
    ],
    ['an empty id', [{ id: '' }], 'an id is kebab-case'],
    ['a path', [{ id: '../merge-pair' }], 'an id is kebab-case'],
    ['a dash at the end', [{ id: 'merge-' }], 'an id is kebab-case'],
    ['an id twice', [{}, {}], "exercise 'merge-pair': this id stands in the rubric twice"],
    ['no points', [{ points: 0 }], 'points must be positive, not 0'],
    ['points that are no number', [{ points: NaN }], 'points must be positive, not NaN'],
    ['no minutes', [{ minutes: -5 }], 'minutes must be positive, not -5'],
    [
      'code without exports',
      [{ exports: [] }],
      'code and numeric exercises list their exports, written ones have none',
    ],
    [
      'written with exports',
      [{ kind: 'written' }],
      'code and numeric exercises list their exports, written ones have none',
    ],
    [
      'an unknown need',
      [{ needs: ['softmax'] }],
      "Rubric of assignment 9, exercise 'merge-pair': needs unknown 'softmax'",
    ],
  ])('refuses %s', (_, changes, message) => {
    expect(() => define(...changes)).toThrow(message);
  });
});

describe('a stub', () => {
  test('throws an error that names its exercise and its section', () => {
    const error = notImplemented('merge-pair');
    expect(error).toBeInstanceOf(NotImplementedError);
    expect(error.exerciseId).toBe('merge-pair');
    expect(error.message).toBe(
      "Exercise 'merge-pair' is not implemented yet. Its section in the handout: README.md#merge-pair",
    );
  });

  test('of a number is undefined, and any answer is one', () => {
    expect(() => answered(undefined, 'merge-pair')).toThrow(notImplemented('merge-pair'));
    for (const value of [0, '', false, null]) expect(answered(value, 'merge-pair')).toBe(value);
  });
});

test('the line under a heading of the handout', () => {
  expect(handoutAnchor(ROW)).toBe('<a id="merge-pair"></a>');
  expect(handoutLine(ROW)).toBe('> `merge-pair` · code · 2 points · difficulty 1/5 · about 15 min');
  expect(handoutLine({ ...ROW, points: 1 })).toContain(' · 1 point · ');
});
