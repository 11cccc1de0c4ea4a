import type { Exercise } from './rubric.ts';

/** The anchor that stands before an exercise's heading in the handout. */
export function handoutAnchor(exercise: Exercise): string {
  return `<a id="${exercise.id}"></a>`;
}

/** The line under an exercise's heading in the handout; the handout is checked against it. */
export function handoutLine({ id, kind, points, difficulty, minutes }: Exercise): string {
  return `> \`${id}\` · ${kind} · ${points} ${points === 1 ? 'point' : 'points'} · difficulty ${difficulty}/5 · about ${minutes} min`;
}
