/** Memory of computed values. */

/** Why nobody insists on a value any more. */
export type Release =
  /** By `dispose()`, by the end of a scope, or because nothing refers to it. */
  | 'freed'
  /** Another value has taken its place. */
  | 'overwritten'
  /** It was computed on the way to something else. */
  | 'intermediate';

/**
 * A piece of a backend's memory, with the value of one node.
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
  /** How many nodes have this value: equal ones are computed once. */
  owners = 1;

  constructor(bytes: number, handle: unknown) {
    this.bytes = bytes;
    this.handle = handle;
  }
}
