/** Memory of computed values. */

/** Why nobody insists on a value any more. */
export type Release =
  /** By `dispose()`, by the end of a scope, or because nothing refers to it. */
  | 'freed'
  /** Another value has taken its place. */
  | 'overwritten'
  /** It was computed on the way to something else. */
  | 'intermediate';

/** A submission, as its results remember it. */
export interface Work {
  /** What went wrong, or nothing; never rejects. */
  readonly outcome: Promise<Error | undefined>;
  /** Whether it is known that nothing went wrong. */
  readonly isFine: boolean;
}

/**
 * A piece of a backend's memory, with a value.
 *
 * Memory that was released keeps its value until it is needed for something else. Then it is reclaimed, and whoever still
 * asks for the value has it computed again.
 */
export class Storage {
  /** Size in bytes. */
  readonly bytes: number;
  /** What the backend knows it by. */
  handle: unknown;
  released: Release | undefined;
  isReclaimed = false;
  /** How many nodes insist on it: equal ones are computed once. */
  claims = 0;
  /** What computes it. */
  work: Work | undefined;

  constructor(bytes: number, handle: unknown) {
    this.bytes = bytes;
    this.handle = handle;
  }
}

/**
 * That a node insists on its memory. It ends once, whoever ends it: `dispose()`, `assign()` and the garbage collector may
 * all come by.
 */
export class Claim {
  readonly storage: Storage;
  isActive = true;

  constructor(storage: Storage) {
    this.storage = storage;
    storage.claims++;
  }

  /** Whether it was the last one. */
  end(): boolean {
    if (!this.isActive) return false;
    this.isActive = false;
    return --this.storage.claims === 0;
  }
}
