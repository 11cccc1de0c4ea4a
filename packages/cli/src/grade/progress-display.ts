import type { GradeOptions } from '@dawnbook/grader/judge';
import { clearLine, cursorTo } from 'node:readline';
import { count, print } from '../terminal/output.ts';

type OnTest = NonNullable<GradeOptions['onTest']>;

/** Shows how far a grading run is. */
export interface GradeProgress {
  /** To be called as tests end. */
  readonly onTest: OnTest;
  /** To be called when the run has ended, however it did. */
  end(): void;
}

/**
 * On a terminal, one line that changes; in a pipe, a line for each exercise when its first test ends.
 *
 * @param exercises - number of exercises that have tests
 */
export function gradeProgress(exercises: number): GradeProgress {
  return process.stdout.isTTY ? liveLine(exercises) : linePerExercise(exercises);
}

function liveLine(exercises: number): GradeProgress {
  const seen = new Set<string>();
  let tests = 0;
  const clear = (): void => {
    cursorTo(process.stdout, 0);
    clearLine(process.stdout, 0);
  };
  return {
    onTest(exercise) {
      seen.add(exercise);
      tests++;
      const text = ` Exercise ${seen.size} of ${exercises}, ${count(tests, 'test')}: ${exercise}`;
      clear();
      process.stdout.write(text.slice(0, process.stdout.columns - 1));
    },
    end: clear,
  };
}

function linePerExercise(exercises: number): GradeProgress {
  const seen = new Set<string>();
  return {
    onTest(exercise) {
      if (seen.has(exercise)) return;
      seen.add(exercise);
      print(` ${seen.size} of ${exercises}: ${exercise}`);
    },
    end: () => {},
  };
}
