/** Failures of work that was handed over: they are known later, and thrown to whoever waits for that work. */

/** What came of a piece of work: an error, or nothing. Never rejects. */
export type Outcome = Promise<Error | undefined>;

export class FailureLog {
  #outcomes: Outcome[] = [];

  add(...outcomes: readonly Outcome[]): void {
    this.#outcomes.push(...outcomes);
  }

  /**
   * Waits for everything that was added before, and throws the first failure. Several may wait at the same time; each of
   * them is told.
   */
  async check(): Promise<void> {
    const awaited = [...this.#outcomes];
    const errors = await Promise.all(awaited);
    const settled = new Set(awaited);
    this.#outcomes = this.#outcomes.filter((outcome) => !settled.has(outcome));
    const error = errors.find((each) => each !== undefined);
    if (error !== undefined) throw error;
  }
}
