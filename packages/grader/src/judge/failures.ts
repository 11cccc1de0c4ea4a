import type { Thrown } from '../protocol/messages.ts';

/** Ways in which a submission fails to answer at all. */
export type FailureKind = 'timeout' | 'crashed' | 'out-of-memory' | 'protocol-error';

/** The submission process did not answer a call. */
export class SubmissionFailure extends Error {
  override readonly name = 'SubmissionFailure';
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The submission answered with an exception. `classes` are the names of its class and that class's ancestors. */
export class SubmissionError extends Error {
  readonly classes: readonly string[];
  readonly notImplemented: string | undefined;
  /** The innermost line of the submission on the way to it: `at mergePair (src/merge-pair.ts:3:9)`. */
  readonly where: string | undefined;

  constructor(thrown: Thrown) {
    super(thrown.message);
    this.name = thrown.classes[0] ?? 'a value that is not an Error';
    this.classes = thrown.classes;
    this.notImplemented = thrown.notImplemented;
    this.where = thrown.stack
      .split('\n')
      .find((line) => /^ {4}at (?:[^()]{1,200} \()?src\/[^()\s]{1,200}\.ts:\d+:\d+\)?$/.test(line))
      ?.trim();
    if (thrown.stack !== '') this.stack = thrown.stack;
  }
}
