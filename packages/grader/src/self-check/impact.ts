import type { Exercise, Rubric } from '../rubric.ts';
import type { ExerciseMutants, Mutant } from './mutants.ts';
import { reachableFiles } from './reach.ts';

/** What to run against a mutant. */
export interface MutantRun {
  readonly exercise: string;
  readonly mutant: Mutant;
  /**
   * Exercises that must not fail: their code reaches a file that the mutant changes, and they do not depend on the
   * mutant's exercise. All others cannot notice, or may.
   */
  readonly bystanders: readonly string[];
}

/** Plans the runs for all mutants of a suite. */
export function planMutantRuns(
  rubric: Rubric,
  solutionDir: string,
  suites: readonly ExerciseMutants[],
): MutantRun[] {
  const tested = rubric.exercises.filter((row) => row.kind !== 'written');
  const reach = new Map(tested.map((row) => [row.id, reachableFiles(solutionDir, row.exports)]));
  return suites.flatMap(({ exercise, mutants }) =>
    mutants.map((mutant) => ({
      exercise,
      mutant,
      bystanders: tested
        .filter((row) => row.id !== exercise && !dependsOn(rubric, row, exercise))
        .filter((row) => mutant.edits.some((edit) => reach.get(row.id)!.has(edit.file)))
        .map((row) => row.id),
    })),
  );
}

/** Whether an exercise needs another one, directly or through others. */
export function dependsOn(rubric: Rubric, exercise: Exercise, other: string): boolean {
  const seen = new Set<string>();
  const visit = (row: Exercise): boolean =>
    (row.needs ?? []).some((need) => {
      if (need === other) return true;
      if (seen.has(need)) return false;
      seen.add(need);
      return visit(rubric.exercises.find(({ id }) => id === need)!);
    });
  return visit(exercise);
}
