/** A device: buffers on it, and kernels that run on them. */
import { type AdapterChoice, type AdapterInfo, chooseAdapter, findAdapters } from './adapter.ts';
import {
  type DeviceBuffer,
  type NumericArray,
  type NumericArrayType,
  OwnedBuffer,
  paddedSize,
} from './buffer.ts';
import { type Dawn, loadDawn, requestAdapter } from './dawn.ts';
import { type Captured, capture } from './error-scopes.ts';
import { DeviceError, type Failure, messageOf } from '../errors.ts';
import { Health } from './health.ts';
import { type KernelRun, checkGrid, submitRun } from './kernel.ts';
import { ShaderModule } from './shader-module.ts';
import { patiently } from './waiting.ts';

/** Options of {@link openDevice}. */
export interface OpenDeviceOptions {
  /**
   * The adapter to use: `gpu`, `lavapipe`, `swiftshader` or a part of its name, in any case of letters. The default is
   * the environment variable `DAWNBOOK_ADAPTER`, and without that the best adapter of the machine.
   */
  adapter?: string;
}

/** Features that kernels may use without asking, where the adapter has them. */
const WANTED_FEATURES = ['shader-f16', 'subgroups', 'timestamp-query'] satisfies GPUFeatureName[];

/** Numbers from the WebGPU specification; in Node they are no globals. */
const BUFFER_USAGE = { MAP_READ: 0x1, COPY_SRC: 0x4, COPY_DST: 0x8, UNIFORM: 0x40, STORAGE: 0x80 } as const;
const MAP_MODE_READ = 0x1;

/**
 * Opens a device on the best adapter of this machine, or on the one that is asked for, with the adapter's own limits.
 *
 * The process ends by itself when its work is done; a device need not be closed for that.
 *
 * @throws {DeviceError} of kind `adapter` if there is no adapter, or not the one that is asked for
 */
export async function openDevice(options: OpenDeviceOptions = {}): Promise<Device> {
  const dawn = await loadDawn();
  return openChoice(dawn, chooseAdapter(await findAdapters(dawn), dawn, wantedAdapter(options)));
}

/** What the caller or else the environment asks for. */
export function wantedAdapter(options: OpenDeviceOptions): string | undefined {
  return options.adapter ?? process.env['DAWNBOOK_ADAPTER'];
}

/** Opens a device on an adapter that was found before. */
export async function openChoice(dawn: Dawn, choice: AdapterChoice): Promise<Device> {
  return new Device(await openRaw(dawn, choice), choice.found.info, choice.why);
}

/** The adapter for this machine, or the one that is asked for, and a device on it as WebGPU has it. */
export async function openRawDevice(): Promise<{ raw: GPUDevice; choice: AdapterChoice }> {
  const dawn = await loadDawn();
  const choice = chooseAdapter(await findAdapters(dawn), dawn, wantedAdapter({}));
  return { raw: await openRaw(dawn, choice), choice };
}

async function openRaw(dawn: Dawn, { found }: AdapterChoice): Promise<GPUDevice> {
  const { info, drivers } = found;
  // It was looked at with flags for software adapters, which a GPU can do without.
  const adapter =
    info.kind === 'software' ? found.adapter : await requestAdapter(dawn, [`adapter=${info.name}`], drivers);
  if (!adapter) throw new DeviceError('adapter', `${info.name} was there, but is gone now.`);
  const wanted: GPUDeviceDescriptor = {
    requiredLimits: info.limits,
    requiredFeatures: WANTED_FEATURES.filter((feature) => adapter.features.has(feature)),
  };
  try {
    return await patiently(() => adapter.requestDevice(wanted));
  } catch (error) {
    throw new DeviceError('adapter', `${info.name} gives no device: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * A device, opened by {@link openDevice}.
 *
 * Operations take effect in the order in which they are called, awaited or not. Each returns a promise that rejects with
 * a {@link DeviceError} if WebGPU refuses the operation. What fails outside of any operation (a lost device, an error
 * that no operation caused) is thrown by the next one.
 */
export class Device implements Disposable, AsyncDisposable {
  /** The adapter that the device is on. */
  readonly adapter: AdapterInfo;
  /** Why this adapter was chosen, as a sentence. */
  readonly why: string;
  readonly #raw: GPUDevice;
  readonly #health: Health;
  readonly #modules = new Map<string, ShaderModule>();

  /** @internal */
  constructor(raw: GPUDevice, adapter: AdapterInfo, why: string) {
    this.#raw = raw;
    this.adapter = adapter;
    this.why = why;
    this.#health = new Health(raw, adapter.name);
  }

  /**
   * Makes a buffer that is filled with zeros.
   *
   * @param byteLength size in bytes
   * @throws {DeviceError} of kind `validation` if the size is over the adapter's limit, `out-of-memory` if there is not
   * that much memory left
   */
  async createBuffer(byteLength: number): Promise<DeviceBuffer> {
    this.#health.check();
    const { value, failure } = this.#allocate(byteLength);
    await this.#settled(failure);
    return value;
  }

  /**
   * Makes a buffer with the contents of an array.
   *
   * @throws {DeviceError} as {@link Device.createBuffer} does
   */
  async upload(data: NumericArray): Promise<DeviceBuffer> {
    this.#health.check();
    if (!isNumericArray(data)) {
      throw new DeviceError(
        'validation',
        'upload() takes a Float32Array, Int32Array, Uint32Array, Float16Array or Uint8Array, ' +
          `not ${Object.prototype.toString.call(data).slice(8, -1)}. WGSL has no 64-bit numbers.`,
      );
    }
    const { value, failure } = this.#allocate(data.byteLength, (raw) => {
      const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      const aligned = bytes.byteLength & ~3;
      this.#raw.queue.writeBuffer(raw, 0, bytes, 0, aligned);
      if (aligned === bytes.byteLength) return;
      const rest = new Uint8Array(4);
      rest.set(bytes.subarray(aligned));
      this.#raw.queue.writeBuffer(raw, aligned, rest);
    });
    await this.#settled(failure);
    return value;
  }

  #allocate(byteLength: number, fill?: (raw: GPUBuffer) => void): Captured<OwnedBuffer> {
    const limit = this.#raw.limits.maxBufferSize;
    if (!Number.isSafeInteger(byteLength) || byteLength < 0) {
      throw new DeviceError(
        'validation',
        `A buffer cannot have ${byteLength} bytes; the size is a whole number.`,
      );
    }
    if (byteLength > limit) {
      throw new DeviceError(
        'validation',
        `A buffer of ${byteLength} bytes is over this adapter's limit of ${limit} (maxBufferSize). Split it.`,
      );
    }
    const usage = BUFFER_USAGE.STORAGE | BUFFER_USAGE.UNIFORM | BUFFER_USAGE.COPY_SRC | BUFFER_USAGE.COPY_DST;
    return capture(this.#raw, `Making a buffer of ${byteLength} bytes`, () => {
      const raw = this.#raw.createBuffer({ size: paddedSize(byteLength), usage });
      fill?.(raw);
      return new OwnedBuffer(raw, byteLength, this);
    });
  }

  /**
   * Runs one compute shader. The promise fulfils when the run has been accepted; {@link Device.read} waits for results.
   *
   * @throws {DeviceError} of kind `shader` if the WGSL does not compile, `validation` if the bindings are not those of
   * the WGSL or the grid is over the adapter's limit, and as WebGPU reports it
   */
  async run(kernel: KernelRun): Promise<void> {
    this.#health.check();
    const name = kernel.label ?? 'the kernel';
    const key = `${name}\0${kernel.wgsl}`;
    const module = this.#modules.get(key) ?? new ShaderModule(this.#raw, kernel.wgsl, name);
    this.#modules.set(key, module);
    try {
      // All up to the first await happens in the call, so runs are submitted in the order in which they are called.
      const submitted = attempt(() => this.#submit(module, kernel, name));
      // The compiler speaks first: of a module that does not compile, nothing else is worth saying.
      await module.check();
      await this.#settled(...submitted());
    } catch (error) {
      // A failure may have been for want of memory; the next run tries again.
      this.#modules.delete(key);
      throw error;
    }
  }

  #submit(module: ShaderModule, kernel: KernelRun, name: string): Promise<Failure | undefined>[] {
    const pipeline = module.pipeline(kernel.entryPoint);
    const bound = module.bind(pipeline.value, kernel.bindings ?? {}, this);
    const grid = checkGrid(kernel.workgroups, this.#raw.limits.maxComputeWorkgroupsPerDimension, name);
    const run = capture(this.#raw, `Running ${name}`, () =>
      submitRun(this.#raw, pipeline.value, bound, grid),
    );
    return [pipeline.failure, run.failure];
  }

  /**
   * Reads a buffer back, after everything that was called before.
   *
   * @param type the array to make of it, such as `Float32Array`
   * @returns the contents, in a new array
   * @throws {DeviceError} of kind `validation` if the size is not a multiple of the element's, or the buffer is not a
   * live one of this device
   */
  async read<T extends NumericArray>(buffer: DeviceBuffer, type: NumericArrayType<T>): Promise<T> {
    this.#health.check();
    const source = OwnedBuffer.of(buffer, this, 'The buffer to read');
    if (source.byteLength % type.BYTES_PER_ELEMENT !== 0) {
      throw new DeviceError(
        'validation',
        `A buffer of ${source.byteLength} bytes cannot be read as ${type.name}, whose elements have ${type.BYTES_PER_ELEMENT}.`,
      );
    }
    const { value, failure } = capture(this.#raw, `Reading a buffer of ${source.byteLength} bytes`, () => {
      const { size } = source.raw;
      const staging = this.#raw.createBuffer({ size, usage: BUFFER_USAGE.MAP_READ | BUFFER_USAGE.COPY_DST });
      const encoder = this.#raw.createCommandEncoder();
      encoder.copyBufferToBuffer(source.raw, 0, staging, 0, size);
      this.#raw.queue.submit([encoder.finish()]);
      const mapped = patiently(() => staging.mapAsync(MAP_MODE_READ)).then(
        () => undefined,
        (error: unknown): Failure => ({
          kind: 'internal',
          message: `Mapping a buffer failed: ${messageOf(error)}`,
        }),
      );
      return { staging, mapped };
    });
    try {
      await this.#settled(failure, value.mapped);
      return new type(value.staging.getMappedRange().slice(0, source.byteLength));
    } finally {
      value.staging.destroy();
    }
  }

  /** Waits for operations and throws the first failure; the loss of the device comes before its consequences. */
  async #settled(...operations: Promise<Failure | undefined>[]): Promise<void> {
    const failures = await Promise.all(operations);
    this.#health.check();
    const failure = failures.find((each) => each !== undefined);
    if (failure) throw new DeviceError(failure.kind, failure.message);
  }

  /** Closes the device and frees its memory. Operations that are still pending, and later ones, reject. */
  close(): void {
    this.#health.close();
    this.#raw.destroy();
  }

  /** Closes the device at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.close();
  }

  /**
   * Closes the device at the end of an `await using` block, after the work that was submitted.
   *
   * @throws {DeviceError} if something failed on the device that no operation has thrown
   */
  async [Symbol.asyncDispose](): Promise<void> {
    await patiently(() => this.#raw.queue.onSubmittedWorkDone());
    this.close();
    this.#health.checkUncaptured();
  }
}

/** Calls at once, and hands out the outcome, a result or an exception, when it is asked for. */
function attempt<T>(call: () => T): () => T {
  try {
    const result = call();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

function isNumericArray(data: unknown): data is NumericArray {
  return [Float32Array, Int32Array, Uint32Array, Float16Array, Uint8Array].some(
    (type) => data instanceof type,
  );
}
