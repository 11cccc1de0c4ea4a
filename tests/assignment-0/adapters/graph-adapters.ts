/** Adapters of tensors that remember how they were made. */
import { adapter } from '@dawnbook/grader';
import { z } from 'zod';
import type { Arr, Tensor } from '#submission/cpu';
import { fromArr, gradOf, type Nd, ndSchema, submission, toArr } from './plain.ts';
import { TEST_OPS, testOps, type TestOpName } from './test-ops.ts';

/** A tensor that the test makes. */
export interface Leaf {
  name: string;
  value: Nd;
  requiresGrad?: boolean;
}

/** One operation: a name of the tests' own ops, or of a method of the submission's tensors. Strings are tensors. */
export interface Step {
  out: string;
  op: string;
  in: (string | number | number[] | number[][])[];
  options?: { dim?: number | number[]; keepdim?: boolean; factor?: number };
}

type Tensors = Map<string, Tensor>;

async function buildGraph(leaves: Leaf[], program: Step[]) {
  const { Tensor } = await submission();
  const ops = await testOps();
  const tensors: Tensors = new Map();
  for (const { name, value, requiresGrad = true } of leaves) {
    tensors.set(name, new Tensor(toArr(value), { requiresGrad }));
  }
  for (const { out, op, in: inputs, options } of program) {
    const args: unknown[] = inputs.map((input) => (typeof input === 'string' ? tensors.get(input)! : input));
    if (options !== undefined) args.push(options);
    const [first, ...rest] = args as [Tensor, ...unknown[]];
    const methods = first as unknown as Record<string, (...all: unknown[]) => Tensor>;
    tensors.set(out, op in TEST_OPS ? ops.apply(op as TestOpName, ...args) : methods[op]!.apply(first, rest));
  }
  return { tensors, backCalls: () => ops.backCalls() };
}

/** Whether two arrays that ought to be independent have the same storage. */
function anyShared(arrays: readonly Arr[]): boolean {
  return new Set(arrays.map(({ data }) => data)).size < arrays.length;
}

export const graphAdapters = {
  /**
   * Builds a graph, goes back through it from `root` (`times` times, all with `endGrad`), and tells the values of all
   * tensors and the gradients of those that have one.
   */
  runGraph: adapter(
    z.object({
      values: z.record(z.string(), ndSchema),
      grads: z.record(z.string(), ndSchema),
      backCalls: z.int(),
      gradsShared: z.boolean(),
    }),
    async ({
      leaves,
      program,
      root,
      endGrad,
      times = 1,
    }: {
      leaves: Leaf[];
      program: Step[];
      root: string;
      endGrad?: Nd;
      times?: number;
    }) => {
      const { backprop, Tensor } = await submission();
      const { tensors, backCalls } = await buildGraph(leaves, program);
      const end = endGrad === undefined ? undefined : new Tensor(toArr(endGrad));
      for (let i = 0; i < times; i++) backprop(tensors.get(root)!, ...(end === undefined ? [] : [end]));
      const withGrad = [...tensors].filter(([, tensor]) => tensor.grad !== null);
      const arrays = withGrad.map(([, tensor]) => tensor.grad!.arr);
      return {
        values: Object.fromEntries([...tensors].map(([name, { arr }]) => [name, fromArr(arr, name)])),
        grads: Object.fromEntries(withGrad.map(([name, tensor]) => [name, gradOf(tensor, name)])),
        backCalls: backCalls(),
        gradsShared: anyShared(end === undefined ? arrays : [...arrays, end.arr]),
      };
    },
  ),

  /** d/dx of x doubled `depth` times by x → x + 0·…, a chain of that depth; and the number of backward calls. */
  deepChain: adapter(
    z.object({ grad: ndSchema, backCalls: z.int() }),
    async ({ depth, value }: { depth: number; value: Nd }) => {
      const { backprop, Tensor } = await submission();
      const ops = await testOps();
      const leaf = new Tensor(toArr(value), { requiresGrad: true });
      let y = leaf;
      for (let i = 0; i < depth; i++) y = ops.apply('scale', y, { factor: i % 2 === 0 ? 2 : 0.5 });
      backprop(y);
      return { grad: gradOf(leaf, 'x'), backCalls: ops.backCalls() };
    },
  ),

  /**
   * Calls a wrapped function once. `in` holds numbers, and names of `leaves`; the same name is the same tensor. `fn` is
   * one of the tests' own: `log`, `multiply`, `eq`, `same` (returns its argument), `optional` (reads an option).
   */
  wrapForward: adapter(
    z.object({
      value: ndSchema,
      requiresGrad: z.boolean(),
      isLeaf: z.boolean(),
      sharesInput: z.boolean(),
      recipe: z.nullable(
        z.object({
          isFn: z.boolean(),
          args: z.array(z.union([z.number(), ndSchema])),
          options: z.record(z.string(), z.number()),
          parents: z.array(z.tuple([z.int(), z.string()])),
        }),
      ),
    }),
    async ({ fn, leaves, in: inputs, options, isDifferentiable, recording = true }: WrapInput) => {
      const { gradMode, Tensor, wrapForward } = await submission();
      const forward = FORWARD[fn];
      const tensors: Tensors = new Map(
        leaves.map(({ name, value, requiresGrad = true }) => [
          name,
          new Tensor(toArr(value), { requiresGrad }),
        ]),
      );
      const wrapped = (isDifferentiable === undefined
        ? wrapForward(forward)
        : wrapForward(forward, isDifferentiable)) as unknown as (...all: unknown[]) => Tensor;
      const args = inputs.map((input) => (typeof input === 'string' ? tensors.get(input)! : input));
      const modeBefore = gradMode.enabled;
      gradMode.enabled = recording;
      let out: Tensor;
      try {
        out = wrapped(...args, ...(options === undefined ? [] : [options]));
      } finally {
        gradMode.enabled = modeBefore;
      }
      const nameOf = (tensor: Tensor): string => [...tensors].find(([, one]) => one === tensor)?.[0] ?? '?';
      const { recipe } = out;
      return {
        value: fromArr(out.arr),
        requiresGrad: out.requiresGrad,
        isLeaf: out.isLeaf,
        sharesInput: tensors.values().some((tensor) => tensor.arr.data === out.arr.data),
        recipe:
          recipe === null
            ? null
            : {
                isFn: recipe.fn === forward,
                args: recipe.args.map((arg) =>
                  typeof arg === 'number' ? arg : fromArr(arg as Arr, 'argument'),
                ),
                options: { ...recipe.options },
                parents: [...recipe.parents]
                  .map(([i, tensor]): [number, string] => [i, nameOf(tensor)])
                  .toSorted(([a], [b]) => a - b),
              },
      };
    },
  ),

  /** Records whether `x` doubled requires a gradient: before, inside and after of noGrad in several ways. */
  noGradModes: adapter(z.record(z.string(), z.boolean()), async () => {
    const { noGrad, Tensor } = await submission();
    const ops = await testOps();
    const x = new Tensor({ shape: [], data: Float64Array.of(1) }, { requiresGrad: true });
    const records = (): boolean => ops.apply('double', x).requiresGrad;
    const seen: Record<string, boolean> = { before: records() };
    seen['returnsTheResult'] = noGrad(() => 42) === 42;
    noGrad(() => {
      seen['inside'] = records();
      noGrad(() => (seen['nested'] = records()));
      seen['afterNested'] = records();
    });
    seen['after'] = records();
    const boom = new Error('boom');
    try {
      noGrad(() => {
        throw boom;
      });
      seen['rethrows'] = false;
    } catch (error) {
      seen['rethrows'] = error === boom;
    }
    seen['afterThrow'] = records();
    return seen;
  }),

  /** An async function in noGrad: its error goes on, after the mode has been looked at. */
  noGradAsync: adapter(z.boolean(), async () => {
    const { gradMode, noGrad } = await submission();
    const modes: boolean[] = [];
    try {
      await noGrad(async () => {
        await Promise.resolve();
      });
    } catch (error) {
      modes.push(gradMode.enabled);
      if (modes[0] === true) throw error;
    }
    throw new Error(
      modes.length === 0
        ? 'noGrad accepts an async function'
        : 'after noGrad(async …), nothing is recorded any more',
    );
  }),

  /**
   * x·w for a leaf x that requires a gradient; then `change` is changed in place, and backward goes through the product.
   */
  inPlace: adapter(
    z.object({ changed: ndSchema, grad: ndSchema }),
    async ({ change, by, noGrad: within = true, beforeUse = false }: InPlaceInput) => {
      const { addInPlace, backprop, noGrad, Tensor } = await submission();
      const ops = await testOps();
      const make = (values: number[], requiresGrad: boolean): Tensor =>
        new Tensor({ shape: [values.length], data: Float64Array.from(values) }, { requiresGrad });
      const tensors = {
        x: make([1, 2, 3], true),
        w: make([4, 5, 6], false),
        unrelated: make([7, 8, 9], false),
      };
      // A second tensor on the storage of w.
      const view = new Tensor({ shape: [3], data: tensors.w.arr.data });
      const target = change === 'view' ? view : tensors[change];
      const update = (): void => {
        const change0 = new Tensor(toArr(by));
        if (within) noGrad(() => addInPlace(target, change0));
        else addInPlace(target, change0);
      };
      if (beforeUse) update();
      const product = ops.apply('times', tensors.x, tensors.w);
      if (!beforeUse) update();
      backprop(product);
      return { changed: fromArr(target.arr), grad: gradOf(tensors.x, 'x') };
    },
  ),

  /** Checks the gradients of one of the tests' ops; for binary ones of both inputs. */
  gradCheck: adapter(
    z.object({
      ok: z.boolean(),
      worst: z.object({ input: z.int(), index: z.int(), analytic: z.number(), numeric: z.number() }),
      inputsChanged: z.boolean(),
      gradsTouched: z.boolean(),
    }),
    async ({
      op,
      inputs,
      options,
    }: {
      op: TestOpName;
      inputs: Nd[];
      options?: { h?: number; tolerance?: number };
    }) => {
      const { gradCheck, Tensor } = await submission();
      const ops = await testOps();
      const tensors = inputs.map((input) => new Tensor(toArr(input), { requiresGrad: true }));
      const f = (...xs: Tensor[]): Tensor => ops.apply(op, ...xs);
      const { ok, worst } = options === undefined ? gradCheck(f, tensors) : gradCheck(f, tensors, options);
      return {
        ok,
        worst: { input: worst.input, index: worst.index, analytic: worst.analytic, numeric: worst.numeric },
        inputsChanged: tensors.some(({ arr }, i) =>
          arr.data.some((value, at) => value !== inputs[i]!.data[at]),
        ),
        gradsTouched: tensors.some(({ grad }) => grad !== null),
      };
    },
  ),

  /** relu of a leaf, and the gradient of its sum. */
  relu: adapter(z.object({ value: ndSchema, grad: ndSchema }), async ({ x }: { x: Nd }) => {
    const { backprop, relu, Tensor } = await submission();
    const leaf = new Tensor(toArr(x), { requiresGrad: true });
    const y = relu(leaf);
    backprop(y);
    return { value: fromArr(y.arr), grad: gradOf(leaf, 'x') };
  }),

  /** Stacks leaves by number; the same number is the same tensor. The gradient of each leaf for `endGrad`. */
  stackGraph: adapter(
    z.object({ value: ndSchema, grads: z.array(ndSchema) }),
    async ({ leaves, order, dim, endGrad }: { leaves: Nd[]; order: number[]; dim: number; endGrad: Nd }) => {
      const { backprop, stackTensors, Tensor } = await submission();
      const tensors = leaves.map((leaf) => new Tensor(toArr(leaf), { requiresGrad: true }));
      const y = stackTensors(
        order.map((i) => tensors[i]!),
        dim,
      );
      backprop(y, new Tensor(toArr(endGrad)));
      return { value: fromArr(y.arr), grads: tensors.map((tensor, i) => gradOf(tensor, `tensor ${i}`)) };
    },
  ),
};

interface WrapInput {
  fn: keyof typeof FORWARD;
  leaves: Leaf[];
  in: (string | number)[];
  options?: Record<string, number>;
  isDifferentiable?: boolean;
  recording?: boolean;
}

interface InPlaceInput {
  change: 'x' | 'w' | 'unrelated' | 'view';
  by: Nd;
  noGrad?: boolean;
  beforeUse?: boolean;
}

const at = (x: Arr | number, i: number): number => (typeof x === 'number' ? x : x.data[i]!);
const like = (x: Arr | number, y: Arr | number, f: (i: number) => number): Arr => {
  const { shape, data } = typeof x === 'number' ? (y as Arr) : x;
  return { shape: [...shape], data: data.map((_, i) => f(i)) };
};

/** Forward functions of the tests' own. */
const FORWARD = {
  log: (x: Arr) => like(x, x, (i) => Math.log(at(x, i))),
  multiply: (x: Arr | number, y: Arr | number) => like(x, y, (i) => at(x, i) * at(y, i)),
  eq: (x: Arr | number, y: Arr | number) => like(x, y, (i) => Number(at(x, i) === at(y, i))),
  same: (x: Arr) => x,
  optional: (x: Arr, { factor = 1, offset = 0 }: { factor?: number; offset?: number } = {}) =>
    like(x, x, (i) => at(x, i) * factor + offset),
} as const;
