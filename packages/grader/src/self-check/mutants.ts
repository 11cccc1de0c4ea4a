import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A replacement in one file of the solution. */
export interface Edit {
  /** Relative to the solution: `src/merge-pair.ts`. */
  readonly file: string;
  /** Must occur exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A wrong submission: the solution with a mistake that students really make. */
export interface Mutant {
  /** Kebab-case, unique within its exercise. */
  readonly name: string;
  /** The mistake in words: `merges from right to left`. */
  readonly mistake: string;
  readonly edits: readonly Edit[];
}

/** The mutants of one exercise. */
export interface ExerciseMutants {
  readonly exercise: string;
  readonly mutants: readonly Mutant[];
}

/** Declares the mutants of an exercise; the default export of `mutants/<exercise>.ts`. */
export function defineMutants(exercise: string, mutants: readonly Mutant[]): ExerciseMutants {
  return { exercise, mutants };
}

/**
 * Makes a mutant out of a copy of the solution.
 *
 * @param directory - the copy, which is changed
 * @throws Error when an edit does not apply exactly once
 */
export function applyMutant(directory: string, exercise: string, mutant: Mutant): void {
  for (const { file, find, replace } of mutant.edits) {
    const path = join(directory, file);
    const parts = readFileSync(path, 'utf8').split(find);
    if (parts.length !== 2) {
      throw new Error(
        `Mutant ${exercise}/${mutant.name}: this text occurs ${parts.length - 1} times in ${file}, not once:\n${find}`,
      );
    }
    writeFileSync(path, parts.join(replace));
  }
}
