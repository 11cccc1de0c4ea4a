import type { z } from 'zod';

/**
 * One adapter: builds what a student's function wants from plain data, calls it, returns plain data.
 *
 * Adapters keep no state between calls; a scenario that needs several steps is one adapter.
 */
export interface Adapter<Args = never, Result = unknown> {
  /** What a correct submission returns. A reply of another shape is refused before a test sees it. */
  readonly returns: z.ZodType<Result>;
  /** Calls the submission. */
  readonly call: (args: Args) => Result | Promise<Result>;
  /**
   * Runs in a process of plain Node even in practice, where adapters otherwise run inside the test runner. For
   * adapters that count work: a test runner rewrites the code that it loads.
   */
  readonly ownProcess?: boolean;
}

/** All adapters of an assignment, by name. */
export type Adapters = Readonly<Record<string, Adapter>>;

/** What tests call: `run.mergePair({ … })`, one async function for each adapter. */
export type Run<A> = {
  readonly [K in keyof A]: A[K] extends Adapter<infer Args, infer Result>
    ? (args: Args) => Promise<Result>
    : never;
};

/**
 * Declares one adapter. The type of its result follows from the schema.
 *
 * @example
 * mergePair: adapter(z.array(z.int()), async ({ ids }: { ids: number[] }) => (await submission()).mergePair(ids)),
 */
export function adapter<Args, Result>(
  returns: z.ZodType<Result>,
  call: (args: Args) => Result | Promise<Result>,
  options: { ownProcess?: boolean } = {},
): Adapter<Args, Result> {
  return { returns, call, ...options };
}

/** Declares the adapters of an assignment. The file that exports them loads the submission inside the functions only. */
export function defineAdapters<const A extends Adapters>(adapters: A): A {
  return adapters;
}
