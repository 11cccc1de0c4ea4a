/** Adapters of functions that take arrays, numbers and lists, and return an array, a number or a list. */
import { adapter, measureWork } from '@dawnbook/grader';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Arr } from '#submission/cpu';
import { type Arg, fromArr, type Nd, ndSchema, submission, toArgs, toArr } from './plain.ts';

type Submission = typeof import('#submission/cpu');

/** Exports that return an array. */
type ArrayFunction = {
  [K in keyof Submission]: Submission[K] extends (...args: never[]) => Arr ? K : never;
}[keyof Submission];
/** Exports that return a number or a list of numbers. */
type NumberFunction = {
  [K in keyof Submission]: Submission[K] extends (...args: never[]) => number | number[] ? K : never;
}[keyof Submission];

/** A call by name: the arguments of the export, in order. */
interface Call<Name extends string> {
  fn: Name;
  args: Arg[];
}

/** Calls an export, and looks whether its arguments are as they were. */
async function callExport(fn: string, args: Arg[]): Promise<{ result: unknown; given: unknown[] }> {
  const exported = (await submission()) as unknown as Record<string, (...all: unknown[]) => unknown>;
  const given = toArgs(args);
  const result = exported[fn]!(...given);
  if (!isDeepStrictEqual(given, toArgs(args))) throw new Error(`${fn} changed its arguments`);
  return { result, given };
}

function sharesNumbers(result: Arr, given: readonly unknown[]): boolean {
  return given.some((arg) => {
    if (Array.isArray(arg)) return sharesNumbers(result, arg);
    return typeof arg === 'object' && arg !== null && 'data' in arg && arg.data === result.data;
  });
}

export const arrayAdapters = {
  /** The array that an export returns. */
  array: adapter(ndSchema, async ({ fn, args }: Call<ArrayFunction>) => {
    const { result } = await callExport(fn, args);
    return fromArr(result as Arr, `result of ${fn}`);
  }),

  /** As `array`, for exports that promise a result of its own: it must not share its numbers with an argument. */
  newArray: adapter(ndSchema, async ({ fn, args }: Call<ArrayFunction>) => {
    const { result, given } = await callExport(fn, args);
    const out = fromArr(result as Arr, `result of ${fn}`);
    if (sharesNumbers(result as Arr, given))
      throw new Error(`the result of ${fn} shares its data with an argument`);
    return out;
  }),

  /** The number or the list of numbers that an export returns. */
  numbers: adapter(
    z.union([z.number(), z.array(z.number())]),
    async ({ fn, args }: Call<NumberFunction>) => (await callExport(fn, args)).result as number | number[],
  ),

  forwardAndBack: adapter(
    z.object({ da: ndSchema, db: ndSchema, dc: ndSchema }),
    async ({ a, b, c, same = false }: { a: Nd; b: Nd; c: Nd; same?: boolean }) => {
      const { forwardAndBack } = await submission();
      const first = toArr(a);
      const { da, db, dc } = forwardAndBack(first, same ? first : toArr(b), toArr(c));
      return { da: fromArr(da, 'da'), db: fromArr(db, 'db'), dc: fromArr(dc, 'dc') };
    },
  ),

  /** The work of one einsum. */
  einsumWork: adapter(
    z.int(),
    async ({ pattern, xs }: { pattern: string; xs: Nd[] }) => {
      const { work, result } = await measureWork<Submission, Arr>(({ einsum }) => {
        const arrs = xs.map(toArr);
        return () => einsum(pattern, ...arrs);
      });
      fromArr(result);
      return work;
    },
    { ownProcess: true },
  ),

  /** Adds, replaces and looks up in two registries; a backward function stands for the number that it returns. */
  backwardRegistry: adapter(z.array(z.number()), async ({ steps }: { steps: RegistryStep[] }) => {
    const { BackwardRegistry } = await submission();
    const registries = [new BackwardRegistry(), new BackwardRegistry()];
    const number = (value: number): Arr => ({ shape: [], data: Float64Array.of(value) });
    // Two functions of the same name, and one of another.
    const twin = (): (() => Arr) =>
      function multiply() {
        return number(0);
      };
    const functions = {
      multiply: twin(),
      twin: twin(),
      log: function log() {
        return number(0);
      },
    };
    const found: number[] = [];
    for (const { registry = 0, fn, argIndex, add } of steps) {
      if (add === undefined)
        found.push(registries[registry]!.get(functions[fn], argIndex)(number(0), number(0)).data[0]!);
      else registries[registry]!.add(functions[fn], argIndex, () => number(add));
    }
    return found;
  }),

  /** The order of a graph of numbered nodes, and how often the children of each node were asked for. */
  topologicalSort: adapter(
    z.object({ order: z.array(z.int()), calls: z.array(z.int()) }),
    async ({ children, root }: { children: number[][]; root: number }) => {
      const { topologicalSort } = await submission();
      const nodes = children.map((_, id) => ({ id }));
      const calls = children.map(() => 0);
      const order = topologicalSort(nodes[root]!, ({ id }) => {
        // A walk over all paths would never come to an end.
        if (++calls[id]! > 1_000)
          throw new Error(`the children of node ${id} were asked for more than 1,000 times`);
        return children[id]!.map((child) => nodes[child]!);
      });
      return { order: order.map(({ id }) => id), calls };
    },
  ),
};

/** `add` a backward function, or (without) look one up. */
export interface RegistryStep {
  registry?: 0 | 1;
  fn: 'multiply' | 'twin' | 'log';
  argIndex: number;
  add?: number;
}
