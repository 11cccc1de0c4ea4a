/** Computes graphs on a WebGPU device. */
import { type DType, DTYPES, type TypedArray } from '../../dtype.ts';
import { openRawDevice } from '../../device/device.ts';
import { capture } from '../../device/error-scopes.ts';
import { DeviceError, type Failure, messageOf } from '../../errors.ts';
import { type Node, nameOf, pendingNodes } from '../../graph/node.ts';
import { Claim, type Release, type Storage } from '../../graph/storage.ts';
import { Health } from '../../device/health.ts';
import { sizeOf } from '../../shape/shape.ts';
import { isChecking } from '../../tensor/origin.ts';
import { patiently } from '../../device/waiting.ts';
import type { Backend, MemoryUse } from '../backend.ts';
import { type Check, checkedNodes, checksOf } from './checks.ts';
import { FailureLog, type Outcome, Submission } from './failure-log.ts';
import { type KernelFamily, kernelFamily, type Lanes, lanesOf } from './kernel-family.ts';
import type { Program } from './loop-writer.ts';
import { PipelineCache } from './pipelines.ts';
import { BufferPool } from './pool.ts';
import { type KernelTime, Profile } from './profile.ts';
import { Recording } from './recording.ts';
import { schedule } from './schedule.ts';
import { ScheduleCache } from './schedule-cache.ts';
import { traceGraph, traceRun } from './trace.ts';

const MAP_READ_COPY_DST = 0x1 | 0x8;
const UNIFORM_COPY_DST = 0x40 | 0x8;
const MAP_MODE_READ = 0x1;

interface OpenDevice {
  readonly raw: GPUDevice;
  readonly health: Health;
  readonly pool: BufferPool;
  readonly pipelines: PipelineCache;
  readonly family: KernelFamily;
  readonly lanes: Lanes;
}

export class WebGpuBackend implements Backend {
  readonly name = 'webgpu';
  readonly counters = { dispatches: 0, matmuls: 0, pipelinesCompiled: 0, reads: 0, submits: 0 };
  #device: OpenDevice | undefined;
  #opening: Promise<void> | undefined;
  readonly #failures = new FailureLog();
  readonly #schedules = new ScheduleCache();
  #params: GPUBuffer | undefined;
  #profile: Profile | undefined;
  /** Frees the memory of nodes that nothing refers to. */
  readonly #finalizer = new FinalizationRegistry<Claim>((claim) =>
    this.#device?.pool.release(claim, 'freed'),
  );

  get isOpen(): boolean {
    return this.#device !== undefined;
  }

  open(): Promise<void> {
    this.#opening ??= this.#open();
    // A failure may be cured, so it is not kept.
    this.#opening.catch(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #open(): Promise<void> {
    const { raw, choice } = await openRawDevice();
    this.#device = {
      raw,
      health: new Health(raw, choice.found.info.name),
      pool: new BufferPool(raw),
      pipelines: new PipelineCache(raw, () => this.counters.pipelinesCompiled++),
      family: kernelFamily(choice.found.info.kind),
      lanes: lanesOf(raw),
    };
  }

  get #opened(): OpenDevice {
    if (this.#device === undefined) throw new Error('internal: the device is not open');
    return this.#device;
  }

  realize(wanted: readonly Node[]): void {
    for (const node of wanted) if (node.isComputed) this.#keep(node);
    const targets = wanted.filter((node) => !node.isComputed);
    if (targets.length === 0) return;
    if (!isChecking()) return this.#compute(targets);
    const looked = checkedNodes(pendingNodes(targets));
    const checks = checksOf(looked);
    this.#compute([...targets, ...checks.map(({ flag }) => flag)], looked);
    this.#failures.add(this.#firstFailing(checks));
  }

  /** @param exposed - nodes that get memory of their own, although nobody asks for them */
  #compute(targets: readonly Node[], exposed: readonly Node[] = []): void {
    const { raw, health, pool, pipelines, family, lanes } = this.#opened;
    health.check();
    const { limits } = raw;
    const abilities = { maxBindings: limits.maxStorageBuffersPerShaderStage, family, lanes };
    const { programs, uploads, graph } =
      exposed.length > 0 ? schedule(targets, abilities, exposed) : this.#schedules.get(targets, abilities);
    traceGraph(graph.order);
    for (const { name, bound } of programs) for (const node of bound) checkSize(name, node, limits);

    const compiled = new Set<Outcome>();
    const earlier = new Set<Outcome>();
    const results = new Set<Storage>();
    pool.unpinAll(); // what a computation that threw has left
    const { failure } = capture(raw, `Computing ${describe(targets)}`, () => {
      const kept = new Set(targets.map((node) => graph.canonical(node)));
      const lastUse = new Map<Node, number>();
      for (const [index, { inputs, outputs }] of programs.entries())
        for (const node of [...inputs, ...outputs]) lastUse.set(node, index);
      for (const { storage } of lastUse.keys()) {
        if (storage === undefined) continue;
        pool.pin(storage);
        if (storage.work?.isFine === false) earlier.add(storage.work.outcome);
      }

      for (const node of uploads) {
        if (lastUse.has(node) || kept.has(node)) this.#upload(node);
      }
      // Nobody computes what has no elements, but it is bound and read like everything else.
      for (const node of [...kept, ...lastUse.keys()]) if (sizeOf(node.shape) === 0) this.#allocateFor(node);
      const offsets = this.#writeParams(programs);
      const profile = this.#profile?.start(raw, programs);
      const recording = new Recording(raw, profile, () => this.counters.submits++);
      for (const [index, program] of programs.entries()) {
        for (const node of program.outputs) results.add(this.#allocateFor(node));
        const grid = gridOf(program.workgroups, limits.maxComputeWorkgroupsPerDimension);
        if (grid.every((count) => count > 0)) {
          // Compiling takes time in which the device need not be idle.
          if (!pipelines.has(program)) recording.handOver();
          const { pipeline, layout, outcome } = pipelines.get(program);
          compiled.add(outcome);
          traceRun(program, grid);
          recording.add(index, pipeline, this.#bind(layout, program), offsets[index]!, grid);
          this.counters.dispatches++;
          if (program.isMatmul === true) this.counters.matmuls++;
        }
        // What nobody will read again in here makes room for what comes.
        for (const node of new Set([...program.inputs, ...program.outputs])) {
          if (lastUse.get(node) !== index) continue;
          pool.unpin(node.storage!);
          if (!kept.has(node) && wasMadeHere(node)) pool.release(node.claim!, 'intermediate');
        }
      }
      recording.end();

      function wasMadeHere(node: Node): boolean {
        return node.operation.kind !== 'source';
      }
    });
    // The compiler speaks first: of a kernel that does not compile, nothing else is worth saying.
    const parts = [...compiled, asOutcome(failure)];
    this.#failures.add(...parts);
    const work = new Submission([...parts, ...earlier]);
    for (const storage of results) storage.work = work;

    const computed = new Set(targets.map((node) => graph.canonical(node)));
    for (const node of targets) this.#settleTarget(node, graph.canonical(node).storage!);
    // A value on the way that is equal to a target is not kept for its own sake.
    for (const node of computed)
      if (node.operation.kind !== 'source') pool.release(node.claim!, 'intermediate');
    pool.trim();
  }

  /** A target has its value: what it was computed from need not be kept for it. */
  #settleTarget(node: Node, storage: Storage): void {
    if (node.claim?.isActive !== true || node.storage !== storage) {
      node.storage = storage;
      node.claim = new Claim(storage);
    }
    node.operation = { kind: 'source' };
    node.inputs = [];
    this.#finalizer.register(node, node.claim);
  }

  /** A value that is there because it was on the way to another becomes a target. */
  #keep(node: Node): void {
    if (node.isKept) return;
    this.#opened.pool.takeBack(node.storage!);
    this.#settleTarget(node, node.storage!);
  }

  #allocateFor(node: Node): Storage {
    if (node.storage === undefined || node.storage.isReclaimed) this.#allocate(node);
    return node.storage!;
  }

  #allocate(node: Node): void {
    const { pool } = this.#opened;
    node.storage = pool.allocate(bytesOf(node));
    node.claim = new Claim(node.storage);
    pool.pin(node.storage);
  }

  #upload(node: Node): void {
    if (node.isComputed) return;
    const { raw } = this.#opened;
    const { data } = node.operation as { data: TypedArray };
    this.#allocate(node);
    const stored = node.dtype === 'bool' ? Uint32Array.from(data) : data;
    const bytes = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength);
    const padded = bytes.byteLength % 4 === 0 ? bytes : Uint8Array.from([...bytes, 0, 0]);
    raw.queue.writeBuffer(node.storage!.handle as GPUBuffer, 0, padded);
    // A leaf is asked for again and again.
    node.operation = { kind: 'source' };
    this.#finalizer.register(node, node.claim!);
  }

  /** One buffer for the parameters of all programs. Returns where those of each begin. */
  #writeParams(programs: readonly Program[]): number[] {
    const { raw } = this.#opened;
    const alignment = raw.limits.minUniformBufferOffsetAlignment;
    const offsets: number[] = [];
    let size = 0;
    for (const { params } of programs) {
      offsets.push(size);
      size += Math.ceil(Math.max(16, params.byteLength) / alignment) * alignment;
    }
    const all = new Uint8Array(Math.max(size, 16));
    for (const [index, { params }] of programs.entries()) {
      all.set(new Uint8Array(params.buffer, params.byteOffset, params.byteLength), offsets[index]);
    }
    if (this.#params === undefined || this.#params.size < all.byteLength) {
      this.#params?.destroy();
      this.#params = raw.createBuffer({ size: Math.max(all.byteLength, 2 ** 16), usage: UNIFORM_COPY_DST });
    }
    raw.queue.writeBuffer(this.#params, 0, all);
    return offsets;
  }

  #bind(layout: GPUBindGroupLayout, { bound, params, bindsExactly }: Program): GPUBindGroup {
    const { raw } = this.#opened;
    const size = Math.ceil(Math.max(16, params.byteLength) / 16) * 16;
    return raw.createBindGroup({
      layout,
      entries: [
        { binding: 0, resource: { buffer: this.#params!, offset: 0, size } },
        ...bound.map((node, index) => ({
          binding: index + 1,
          resource: { buffer: node.storage!.handle as GPUBuffer, size: bindingSize(node, bindsExactly) },
        })),
      ],
    });
  }

  async read(node: Node): Promise<TypedArray> {
    const work = node.storage?.work;
    const reading = this.#copyToHost(node);
    this.counters.reads++;
    try {
      await this.#check();
      // Somebody else may have been told already, but what was asked for here is wrong all the same.
      const error = await work?.outcome;
      if (error !== undefined) throw error;
      return await reading.values();
    } finally {
      reading.end();
    }
  }

  /** Starts to read a node. What fails is told by the next check. */
  #copyToHost(node: Node): { values(): Promise<TypedArray>; end(): void } {
    const { raw } = this.#opened;
    const { array } = DTYPES[node.dtype];
    if (sizeOf(node.shape) === 0)
      return { values: () => Promise.resolve(new array(0)), end: () => undefined };
    const bytes = bytesOf(node);
    const length = Math.ceil(bytes / 4) * 4;
    const { value, failure } = capture(raw, 'Reading a tensor', () => {
      const staging = raw.createBuffer({ size: length, usage: MAP_READ_COPY_DST });
      const encoder = raw.createCommandEncoder();
      encoder.copyBufferToBuffer(node.storage!.handle as GPUBuffer, 0, staging, 0, length);
      raw.queue.submit([encoder.finish()]);
      const mapped = patiently(() => staging.mapAsync(MAP_MODE_READ)).then(
        () => undefined,
        (error: unknown) => new DeviceError('internal', `Mapping a buffer failed: ${messageOf(error)}`),
      );
      return { staging, mapped };
    });
    const { staging, mapped } = value;
    this.#failures.add(asOutcome(failure), mapped);
    return {
      values: () => mapped.then(() => fromBytes(staging.getMappedRange().slice(0, bytes), node.dtype)),
      end: () => staging.destroy(),
    };
  }

  /** Throws what has gone wrong so far. */
  async #check(): Promise<void> {
    try {
      await this.#failures.check();
    } finally {
      // The loss of the device comes before its consequences.
      this.#opened.health.check();
    }
  }

  /** The error of the first check that fails. */
  async #firstFailing(checks: readonly Check[]): Outcome {
    const flags = checks.map(({ flag }) => this.#copyToHost(flag));
    let error: Error | undefined;
    for (const [index, { makeError }] of checks.entries()) {
      const [flag] = await flags[index]!.values();
      if (error === undefined && flag !== 0) error = makeError(Number(flag));
    }
    for (const flag of flags) flag.end();
    return error;
  }

  /**
   * Measures the kernels that a function runs.
   *
   * @returns one entry per kernel in the order in which they ran
   */
  async profile(fn: () => void | Promise<void>): Promise<KernelTime[]> {
    const profile = (this.#profile = new Profile());
    try {
      await fn();
    } finally {
      this.#profile = undefined;
    }
    await this.settle();
    return profile.read();
  }

  async settle(): Promise<void> {
    await patiently(() => this.#opened.raw.queue.onSubmittedWorkDone());
    await this.#check();
  }

  release(claim: Claim, why: Release): void {
    this.#opened.pool.release(claim, why);
  }

  memory(): MemoryUse {
    return this.#device?.pool.use() ?? { live: 0, peak: 0, pooled: 0 };
  }

  resetPeak(): void {
    this.#device?.pool.resetPeak();
  }
}

function bytesOf({ shape, dtype }: Node): number {
  return sizeOf(shape) * DTYPES[dtype].bytes;
}

/** Bindings hold whole vectors of four elements, except where `arrayLength()` is to tell the number of elements. */
function bindingSize(node: Node, isExact = false): number {
  if (isExact && bytesOf(node) > 0) return Math.ceil(bytesOf(node) / 4) * 4;
  const vector = DTYPES[node.dtype].bytes * 4;
  return Math.max(vector, Math.ceil(bytesOf(node) / vector) * vector);
}

function checkSize(name: string, node: Node, limits: GPUSupportedLimits): void {
  const limit = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize);
  if (bytesOf(node) <= limit) return;
  throw new DeviceError(
    'validation',
    `${name}: a tensor of shape [${node.shape.join(', ')}] has ${bytesOf(node)} bytes, over this adapter's limit of ${limit} ` +
      '(maxStorageBufferBindingSize). Compute it in parts.',
  );
}

/** A failure as the error that it is. */
function asOutcome(failure: Promise<Failure | undefined>): Outcome {
  return failure.then((each) => (each === undefined ? undefined : new DeviceError(each.kind, each.message)));
}

function describe(targets: readonly Node[]): string {
  const names = [...new Set(targets.map(nameOf))];
  return names.length > 4 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} more` : names.join(', ');
}

function gridOf(workgroups: Program['workgroups'], limit: number): [number, number, number] {
  if (typeof workgroups !== 'number') return [...workgroups];
  return workgroups <= limit ? [workgroups, 1, 1] : [limit, Math.ceil(workgroups / limit), 1];
}

function fromBytes(buffer: ArrayBuffer, dtype: DType): TypedArray {
  switch (dtype) {
    case 'f32':
      return new Float32Array(buffer);
    case 'f16':
      return new Float16Array(buffer);
    case 'i32':
      return new Int32Array(buffer);
    case 'u32':
      return new Uint32Array(buffer);
    default:
      return Uint8Array.from(new Uint32Array(buffer));
  }
}
