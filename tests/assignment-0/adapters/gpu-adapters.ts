/** Adapters of part A and D: what runs on the device, and how many kernels it takes. */
import type { Tensor } from '@dawnbook/tensor';
import { adapter } from '@dawnbook/grader';
import { z } from 'zod';
import { type Nd, ndSchema } from './plain.ts';

type Submission = typeof import('#submission/gpu');

const descriptionSchema = z.object({
  adapter: z.string(),
  software: z.boolean(),
  maxInvocations: z.int(),
  sum: z.number(),
});

type Triple = [number, number, number];
const tripleSchema: z.ZodType<Triple> = z.tuple([z.int(), z.int(), z.int()]);

/** Exports that describe a kernel. */
type SpecName = 'addTenSpec' | 'outerAddSpec' | 'rowSumSpec';

const submission = () => import('#submission/gpu');
/** Loaded when it is needed: the tests of all other parts start without it. */
const engine = () => import('@dawnbook/tensor');

async function onDevice({ shape, data }: Nd): Promise<Tensor> {
  const { tensor } = await engine();
  return tensor(data, shape);
}

/** An instance of the submission that has not opened a device yet. */
const FRESH: string = '#submission/gpu?fresh=without';

/** Reads a tensor, and counts the kernels that ran since it was asked for. */
async function computed(make: () => Tensor): Promise<{ out: Nd; dispatches: number }> {
  const { counters } = await engine();
  const before = counters().dispatches;
  const result = make();
  const data = await result.data();
  if (!(data instanceof Float32Array)) throw new Error(`the result is ${result.dtype}, not f32`);
  return { out: { shape: [...result.shape], data }, dispatches: counters().dispatches - before };
}

/** The part of WebGPU's class that is watched. */
interface Adapter {
  requestDevice: (...args: unknown[]) => Promise<unknown>;
}

/** Counts how often a device is asked for while a function runs. */
async function countDevices<T>(work: () => Promise<T>): Promise<{ result: T; opened: number }> {
  const { installWebGpu } = await engine();
  // Puts the engine's own classes where browsers have them.
  await installWebGpu();
  const { prototype } = (globalThis as unknown as { GPUAdapter: { prototype: Adapter } }).GPUAdapter;
  const own = Object.getOwnPropertyDescriptor(prototype, 'requestDevice')!;
  const request = own.value as Adapter['requestDevice'];
  let opened = 0;
  Object.defineProperty(prototype, 'requestDevice', {
    ...own,
    value(this: Adapter, ...args: unknown[]) {
      opened++;
      return request.apply(this, args);
    },
  });
  try {
    return { result: await work(), opened };
  } finally {
    Object.defineProperty(prototype, 'requestDevice', own);
  }
}

export const gpuAdapters = {
  /** Two calls: what the second one says, how many kernels it ran, and how many devices it opened. */
  describeDevice: adapter(
    z.object({ first: descriptionSchema, second: descriptionSchema, dispatches: z.int(), opened: z.int() }),
    async ({ n }: { n?: number }) => {
      const { describeDevice } = await submission();
      const { counters } = await engine();
      const call = () => (n === undefined ? describeDevice() : describeDevice(n));
      const first = { ...(await call()) };
      const before = counters().dispatches;
      const { result, opened } = await countDevices(call);
      return { first, second: { ...result }, dispatches: counters().dispatches - before, opened };
    },
  ),

  /** A fresh submission where the adapter that is asked for does not exist. */
  describeDeviceWithout: adapter(
    descriptionSchema,
    async ({ adapterName }: { adapterName: string }) => {
      const before = process.env['DAWNBOOK_ADAPTER'];
      process.env['DAWNBOOK_ADAPTER'] = adapterName;
      try {
        const fresh = (await import(FRESH)) as Submission;
        return { ...(await fresh.describeDevice()) };
      } finally {
        if (before === undefined) delete process.env['DAWNBOOK_ADAPTER'];
        else process.env['DAWNBOOK_ADAPTER'] = before;
      }
    },
    { ownProcess: true },
  ),

  addTen: adapter(z.object({ out: ndSchema, dispatches: z.int() }), async ({ x }: { x: Nd }) => {
    const { addTen } = await submission();
    const input = await onDevice(x);
    return computed(() => addTen(input));
  }),

  /** The input of addTen, read again after the result. */
  addTenInput: adapter(ndSchema, async ({ x }: { x: Nd }) => {
    const { addTen } = await submission();
    const input = await onDevice(x);
    await input.data();
    await addTen(input).data();
    return { shape: [...input.shape], data: (await input.data()) as Float32Array };
  }),

  outerAdd: adapter(z.object({ out: ndSchema, dispatches: z.int() }), async ({ a, b }: { a: Nd; b: Nd }) => {
    const { outerAdd } = await submission();
    const [left, right] = [await onDevice(a), await onDevice(b)];
    return computed(() => outerAdd(left, right));
  }),

  rowSum: adapter(z.object({ out: ndSchema, dispatches: z.int() }), async ({ x }: { x: Nd }) => {
    const { rowSum } = await submission();
    const input = await onDevice(x);
    return computed(() => rowSum(input));
  }),

  /** A kernel as text, for the judge to read and to run itself. */
  kernelText: adapter(
    z.object({
      wgsl: z.string(),
      workgroupSize: tripleSchema,
      workgroups: tripleSchema,
    }),
    async ({
      spec,
      shapes,
      params,
    }: {
      spec: SpecName;
      shapes: Record<string, number[]>;
      params: Record<string, number>;
    }) => {
      const { kernel } = await engine();
      const own = (await submission())[spec]();
      const described = kernel(own).describe(shapes, params);
      return {
        wgsl: own.wgsl,
        workgroupSize: [...described.workgroupSize] as Triple,
        workgroups: [...described.workgroups] as Triple,
      };
    },
  ),
};
