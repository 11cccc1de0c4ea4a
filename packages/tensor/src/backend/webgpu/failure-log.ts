/** Failures of work that was handed over: they are known later, and thrown to whoever waits for that work. */
import type { Work } from '../../graph/storage.ts';

/** What came of a piece of work: an error, or nothing. */
export type Outcome = Promise<Error | undefined>;

/** Looking for a failure may fail itself, as when the device is lost: that is one, too, and not one that nobody handles. */
function withoutRejection(outcome: Outcome): Outcome {
  return outcome.catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
}

export class FailureLog {
  readonly #outcomes = new Set<Outcome>();

  add(...pieces: readonly Outcome[]): void {
    for (const outcome of pieces.map(withoutRejection)) {
      this.#outcomes.add(outcome);
      // Nobody may ask for a long time, and most work does not fail.
      void outcome.then((error) => error ?? this.#outcomes.delete(outcome));
    }
  }

  /**
   * Waits for everything that was added before, and throws the first failure. Several may wait at the same time; each of
   * them is told.
   */
  async check(): Promise<void> {
    const awaited = [...this.#outcomes];
    const errors = await Promise.all(awaited);
    for (const outcome of awaited) this.#outcomes.delete(outcome);
    const error = errors.find((each) => each !== undefined);
    if (error !== undefined) throw error;
  }
}

/** A submission: what is computed from the results of one that failed is as wrong as they are. */
export class Submission implements Work {
  readonly outcome: Outcome;
  isFine = false;

  /** @param parts - what may go wrong, and the work whose results are used */
  constructor(parts: readonly Outcome[]) {
    this.outcome = Promise.all(parts.map(withoutRejection)).then((errors) => {
      const error = errors.find((each) => each !== undefined);
      this.isFine = error === undefined;
      return error;
    });
  }
}
