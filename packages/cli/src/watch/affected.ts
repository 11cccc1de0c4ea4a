import type { Exercise } from '@dawnbook/grader';
import { answerPath, declaringFiles, reachableFiles } from '@dawnbook/grader/course';
import type { Assignment } from '../workbook.ts';

/**
 * The exercises to look at again when a file has changed: those whose exports the file declares, or whose answer it is;
 * for a file of helpers, those whose code uses it; for the index, through which all goes, all of them.
 *
 * @param file - relative to the assignment's folder, with forward slashes
 */
export function affectedExercises({ rubric, folders }: Assignment, file: string): readonly Exercise[] {
  const written = rubric.exercises.filter((row) => row.kind === 'written' && answerPath(row) === file);
  if (written.length > 0) return written;
  const tested = rubric.exercises.filter((row) => row.kind !== 'written');
  if (file === 'src/index.ts') return tested;

  const declared = tested.filter((row) => declaringFiles(folders.assignmentDir, row.exports).has(file));
  if (declared.length > 0) return declared;
  return tested.filter((row) => uses(folders.assignmentDir, row, file));
}

function uses(assignmentDir: string, { exports }: Exercise, file: string): boolean {
  const declared = exports.filter((name) => declaringFiles(assignmentDir, [name]).size > 0);
  return reachableFiles(assignmentDir, declared).has(file);
}
