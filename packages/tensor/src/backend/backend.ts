/**
 * What computes graphs. A backend knows nothing of tensors, gradients or scopes: it is given nodes, and gives them
 * storage.
 */
import type { TypedArray } from '../dtype.ts';
import type { Node } from '../graph/node.ts';
import type { Claim, Release } from '../graph/storage.ts';

/** Bytes of a backend's memory. */
export interface MemoryUse {
  /** Held by values that somebody may still read. */
  readonly live: number;
  /** The most that was live, or needed by a computation, at any one time. */
  readonly peak: number;
  /** Kept for reuse. */
  readonly pooled: number;
}

/** What a backend has done. */
export interface WorkCounts {
  readonly dispatches: number;
  /** Dispatches that multiply matrices. */
  readonly matmuls: number;
  readonly pipelinesCompiled: number;
  readonly reads: number;
  readonly submits: number;
}

export interface Backend {
  readonly name: string;
  readonly counters: WorkCounts;
  /** Whether {@link Backend.realize} can be called; before that, {@link Backend.open} has to be awaited. */
  readonly isOpen: boolean;
  open(): Promise<void>;
  /**
   * Computes nodes, and gives each of them storage and a claim on it. Returns when the work has been handed over; what goes wrong later is
   * thrown by {@link Backend.read} and {@link Backend.settle}.
   */
  realize(targets: readonly Node[]): void;
  /** The value of a computed node. */
  read(node: Node): Promise<TypedArray>;
  /** Waits for all work. */
  settle(): Promise<void>;
  /** Nobody insists on the value any more; the memory may be used for something else. */
  release(claim: Claim, why: Release): void;
  memory(): MemoryUse;
  /** From now on, the peak of {@link Backend.memory} is what is in use now. */
  resetPeak(): void;
}
