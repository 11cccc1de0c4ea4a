/** How an exercise is graded: by tests, by tests on an answer that the student exports, or by a person. */
export type ExerciseKind = 'code' | 'numeric' | 'written';

/** One row of a rubric. */
export interface Exercise {
  /** Kebab-case, unique in the course; also the anchor of its section in the handout. */
  readonly id: string;
  readonly title: string;
  readonly kind: ExerciseKind;
  /** All of them or none. */
  readonly points: number;
  readonly difficulty: 1 | 2 | 3 | 4 | 5;
  /** How long it takes someone who meets the subject for the first time. */
  readonly minutes: number;
  /** The names that a submission exports for it; none for a written exercise. */
  readonly exports: readonly string[];
  /** Exercises whose code this one calls: a mistake there may show here. */
  readonly needs?: readonly string[];
}

/** What the code of a submission may do in its own process, and for how long. */
export interface SubmissionLimits {
  /** Worker threads are allowed. */
  readonly workers?: boolean;
  /** Native addons are allowed (WebGPU needs one). */
  readonly addons?: boolean;
  /** V8 coverage is allowed, for exercises that count work. */
  readonly inspector?: boolean;
  /** Seconds that one call may take. Default 30. */
  readonly callSeconds?: number;
  /** Seconds that all calls of a grading run may take together. Default 900. */
  readonly totalSeconds?: number;
  /** Memory of the submission process in MiB. Default 2048. */
  readonly memoryMiB?: number;
}

/** The exercises of one assignment: the only place where ids, points and exports are written down. */
export interface Rubric<Id extends string = string> {
  readonly assignment: number;
  readonly title: string;
  readonly exercises: readonly (Exercise & { readonly id: Id })[];
  readonly limits?: SubmissionLimits;
}

const KEBAB_CASE = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/**
 * Checks a rubric and returns it, with its exercise ids as a type.
 *
 * @throws Error when an id is not kebab-case, occurs twice, or `needs` names an unknown one; when points, minutes or
 * exports make no sense
 */
export function defineRubric<const Id extends string>(rubric: Rubric<Id>): Rubric<Id> {
  const ids = new Set<string>();
  for (const row of rubric.exercises) {
    const fail = (what: string): never => {
      throw new Error(`Rubric of assignment ${rubric.assignment}, exercise '${row.id}': ${what}`);
    };
    if (!KEBAB_CASE.test(row.id)) fail('an id is kebab-case, like scaled-dot-product-attention');
    if (ids.has(row.id)) fail('this id stands in the rubric twice');
    if (!(row.points > 0)) fail(`points must be positive, not ${row.points}`);
    if (!(row.minutes > 0)) fail(`minutes must be positive, not ${row.minutes}`);
    if ((row.kind === 'written') !== (row.exports.length === 0)) {
      fail('code and numeric exercises list their exports, written ones have none');
    }
    ids.add(row.id);
  }
  for (const row of rubric.exercises) {
    for (const need of row.needs ?? []) {
      if (!ids.has(need)) {
        throw new Error(
          `Rubric of assignment ${rubric.assignment}, exercise '${row.id}': needs unknown '${need}'`,
        );
      }
    }
  }
  return rubric;
}

/** The row of an exercise; `undefined` for an unknown id. */
export function findExercise(rubric: Rubric, id: string): Exercise | undefined {
  return rubric.exercises.find((row) => row.id === id);
}
