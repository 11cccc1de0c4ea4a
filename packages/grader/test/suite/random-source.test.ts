import { expect, test } from 'vitest';
import { exerciseSeed } from '../../src/suite/exercise.ts';
import { randomSource } from '../../src/suite/index.ts';

test('the same seed gives the same numbers, another seed others', () => {
  expect(randomSource(7).ints(20, 0, 1e6)).toStrictEqual(randomSource(7).ints(20, 0, 1e6));
  expect(randomSource(7).ints(20, 0, 1e6)).not.toStrictEqual(randomSource(8).ints(20, 0, 1e6));
});

test('both ends of the range occur, and nothing beyond', () => {
  const random = randomSource(1);
  expect(new Set(random.ints(200, 3, 5))).toStrictEqual(new Set([3, 4, 5]));
  expect(new Set(Array.from({ length: 200 }, () => random.pick(['a', 'b'])))).toStrictEqual(
    new Set(['a', 'b']),
  );
});

test('each exercise of a run has a seed of its own', () => {
  expect(exerciseSeed(1, 'merge-pair')).toBe(exerciseSeed(1, 'merge-pair'));
  expect(exerciseSeed(1, 'merge-pair')).not.toBe(exerciseSeed(1, 'bpe-train'));
  expect(exerciseSeed(1, 'merge-pair')).not.toBe(exerciseSeed(2, 'merge-pair'));
});
