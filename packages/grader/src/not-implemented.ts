/**
 * What a stub throws. An exercise whose code throws it is *not started*: it costs no points that were not already
 * missing, and it does not turn a practice run red.
 */
export class NotImplementedError extends Error {
  override readonly name = 'NotImplementedError';
  /** The exercise in whose handout section the missing code is explained. */
  readonly exerciseId: string;

  constructor(exerciseId: string) {
    super(
      `Exercise '${exerciseId}' is not implemented yet. Its section in the handout: README.md#${exerciseId}`,
    );
    this.exerciseId = exerciseId;
  }
}

/**
 * The error that a stub throws: `throw notImplemented('softmax')`.
 *
 * @param exerciseId - the id of the exercise in the assignment's rubric
 */
export function notImplemented(exerciseId: string): NotImplementedError {
  return new NotImplementedError(exerciseId);
}

/**
 * Returns an answer that the student exported, or says that there is none yet.
 *
 * @param value - the exported constant; stubs export `undefined`
 * @param exerciseId - the exercise that it answers
 * @throws {@link NotImplementedError} when the value is still `undefined`
 */
export function answered<T>(value: T | undefined, exerciseId: string): T {
  if (value === undefined) throw notImplemented(exerciseId);
  return value;
}
