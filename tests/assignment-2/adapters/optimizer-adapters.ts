/** Adapters of optimizers, schedule and clipping. */
import { adapter, type NDArray } from '@dawnbook/grader';
import { counters, Parameter, realize, sync } from '@dawnbook/tensor';
import { z } from 'zod';
import type { AdamWOptions } from '#submission';
import { ndArraySchema, submission, toArray, toTensor } from './std.ts';

/** What happens in an optimizer's life. */
interface TraceArgs {
  params: NDArray[];
  /** For each step a gradient for each parameter. */
  gradSeqs: (NDArray | null)[][];
  /** Places of parameters, with what they have of their own. */
  groups?: { params: number[]; lr?: number; weightDecay?: number }[];
  /** Before this step a new optimizer, of new parameters with equal values, takes over the state. */
  saveAt?: number;
}

interface Optimizer<State> {
  step(): void;
  zeroGrad(): void;
  stateDict(): State;
  loadStateDict(state: State): void;
}

const traceSchema = z.object({
  /** All parameters after each step. */
  params: z.array(z.array(ndArraySchema)),
  /** Whether `zeroGrad` has left a gradient. */
  gradsLeft: z.boolean(),
});

type Groups = { params: Parameter[]; lr?: number; weightDecay?: number }[];

async function trace<State>(
  { params, gradSeqs, groups, saveAt }: TraceArgs,
  create: (params: Parameter[] | Groups) => Optimizer<State>,
  beforeStep: (optimizer: Optimizer<State>, step: number) => void = () => undefined,
): Promise<z.infer<typeof traceSchema>> {
  const build = (parameters: Parameter[]): Optimizer<State> =>
    create(
      groups === undefined
        ? parameters
        : groups.map((group) => ({ ...group, params: group.params.map((place) => parameters[place]!) })),
    );
  let parameters = params.map((array) => new Parameter(toTensor(array)));
  let optimizer = build(parameters);
  const result: { params: NDArray[][]; gradsLeft: boolean } = { params: [], gradsLeft: false };
  for (const [step, grads] of gradSeqs.entries()) {
    if (step === saveAt) {
      const state = optimizer.stateDict();
      const values = await Promise.all(parameters.map(toArray));
      parameters = values.map((array) => new Parameter(toTensor(array)));
      optimizer = build(parameters);
      optimizer.loadStateDict(state);
    }
    beforeStep(optimizer, step);
    for (const [i, grad] of grads.entries()) parameters[i]!.grad = grad === null ? null : toTensor(grad);
    optimizer.step();
    optimizer.zeroGrad();
    result.gradsLeft ||= parameters.some(({ grad }) => grad !== null);
    result.params.push(await Promise.all(parameters.map(toArray)));
  }
  return result;
}

const trainSchema = z.object({
  /** Bytes that are live after each step. */
  liveBytes: z.array(z.int()),
  /** In all steps but the first two. */
  dispatches: z.int(),
  reads: z.int(),
});

/** Steps whose gradients come from a computation, as in training: half the sum of squares of each parameter. */
async function costOfSteps(
  shapes: number[][],
  steps: number,
  create: (params: Parameter[]) => Optimizer<unknown>,
): Promise<z.infer<typeof trainSchema>> {
  const params = shapes.map((shape) => {
    const size = shape.reduce((product, length) => product * length, 1);
    return new Parameter(toTensor({ shape, data: new Float32Array(size).fill(0.5) }));
  });
  const optimizer = create(params);
  const liveBytes: number[] = [];
  const spent = { dispatches: 0, reads: 0 };
  for (let step = 0; step < steps; step++) {
    for (const param of params) param.square().sum().mul(0.5).backward();
    const grads = params.map((param) => param.grad!);
    await realize(...grads);
    const before = counters();
    optimizer.step();
    await sync();
    const after = counters();
    if (step >= 2) {
      spent.dispatches += after.dispatches - before.dispatches;
      spent.reads += after.reads - before.reads;
    }
    optimizer.zeroGrad();
    // They were asked for, so else they would stay until the garbage collector comes.
    for (const grad of grads) grad.dispose();
    liveBytes.push(counters().liveBytes);
  }
  return { liveBytes, ...spent };
}

export const optimizerAdapters = {
  sgdTrace: adapter(traceSchema, async ({ lr, ...args }: TraceArgs & { lr: number }) => {
    const { SGD } = await submission();
    return trace(args, (params) => new SGD(params as Parameter[], { lr }));
  }),

  sgdTrain: adapter(trainSchema, async ({ shapes, steps }: { shapes: number[][]; steps: number }) => {
    const { SGD } = await submission();
    return costOfSteps(shapes, steps, (params) => new SGD(params, { lr: 0.1 }));
  }),

  /** `lrs`: the rate that is set before each step. */
  adamwTrace: adapter(
    traceSchema,
    async ({ options, lrs, ...args }: TraceArgs & { options: AdamWOptions; lrs?: number[] }) => {
      const { AdamW } = await submission();
      return trace(
        args,
        (params) => new AdamW(params as Parameter[], options),
        (optimizer, step) => {
          if (lrs !== undefined) (optimizer as InstanceType<typeof AdamW>).lr = lrs[step]!;
        },
      );
    },
  ),

  adamwTrain: adapter(trainSchema, async ({ shapes, steps }: { shapes: number[][]; steps: number }) => {
    const { AdamW } = await submission();
    return costOfSteps(shapes, steps, (params) => new AdamW(params, { lr: 0.01 }));
  }),

  cosineSchedule: adapter(
    z.array(z.number()),
    async ({
      steps,
      ...options
    }: {
      steps: number[];
      maxLr: number;
      minLr: number;
      warmupSteps: number;
      cosineSteps: number;
    }) => {
      const { cosineSchedule } = await submission();
      return steps.map((t) => cosineSchedule(t, options));
    },
  ),

  /** `calls`: how often it is clipped; `lazy`: the parameters come from a generator. */
  clipGradNorm: adapter(
    z.object({
      norm: z.number(),
      shape: z.array(z.int()),
      grads: z.array(z.nullable(ndArraySchema)),
      reads: z.int(),
    }),
    async ({
      grads,
      maxNorm,
      calls = 1,
      lazy = false,
    }: {
      grads: (NDArray | null)[];
      maxNorm: number;
      calls?: number;
      lazy?: boolean;
    }) => {
      const { clipGradNorm } = await submission();
      const params = grads.map((grad) => {
        const shape = grad?.shape ?? [2];
        const size = shape.reduce((product, length) => product * length, 1);
        const param = new Parameter(toTensor({ shape, data: new Float32Array(size) }));
        param.grad = grad === null ? null : toTensor(grad);
        return param;
      });
      await realize(...params);
      const before = counters().reads;
      const generator = function* (): Generator<Parameter> {
        yield* params;
      };
      let norm = clipGradNorm(lazy ? generator() : params, maxNorm);
      for (let call = 1; call < calls; call++) norm = clipGradNorm(lazy ? generator() : params, maxNorm);
      const reads = counters().reads - before;
      return {
        norm: await norm.item(),
        shape: [...norm.shape],
        grads: await Promise.all(params.map(async ({ grad }) => (grad === null ? null : toArray(grad)))),
        reads,
      };
    },
  ),
};
