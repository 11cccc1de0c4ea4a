/** Compiles WGSL compute shaders, and pairs their bindings with buffers by the names in the source. */
import { type DeviceBuffer, OwnedBuffer } from './buffer.ts';
import { type Captured, capture } from './error-scopes.ts';
import { DeviceError } from '../errors.ts';
import { formatShaderErrors } from './shader-errors.ts';
import { patiently } from './waiting.ts';
import { type BindingDeclaration, type ShaderInterface, readInterface } from './wgsl.ts';

/** `GPUShaderStage.COMPUTE` of the WebGPU specification; in Node it is no global. */
const COMPUTE_STAGE = 0x4;

/** A binding that has been found to take a buffer and to have plain numbers. */
interface BufferBinding extends BindingDeclaration {
  group: number;
  binding: number;
  bufferType: GPUBufferBindingType;
}

/** A binding with the buffer that a caller gave. */
export interface BoundBuffer extends BufferBinding {
  buffer: GPUBuffer;
}

/** An entry point, ready to run, unless the capture that it comes in fails. */
export interface Pipeline {
  raw: GPUComputePipeline;
  /** One per group. */
  layouts: GPUBindGroupLayout[];
  bindings: BufferBinding[];
}

/** A compiled WGSL module, with a pipeline for each entry point that was run. */
export class ShaderModule {
  readonly #device: GPUDevice;
  readonly #wgsl: string;
  readonly #name: string;
  readonly #module: Captured<GPUShaderModule>;
  readonly #interface: ShaderInterface;
  readonly #pipelines = new Map<string, Captured<Pipeline>>();

  /**
   * @param device compiles the module
   * @param wgsl its source
   * @param name what errors call it
   */
  constructor(device: GPUDevice, wgsl: string, name: string) {
    this.#device = device;
    this.#wgsl = wgsl;
    this.#name = name;
    this.#module = capture(device, `Compiling ${name}`, () =>
      device.createShaderModule({ code: wgsl, label: name }),
    );
    this.#interface = readInterface(wgsl);
  }

  /**
   * Throws if the WGSL does not compile.
   *
   * @throws {DeviceError} of kind `shader`, with each message, its line and a caret
   */
  async check(): Promise<void> {
    const failure = await this.#module.failure;
    if (!failure) return;
    const { messages } = await patiently(() => this.#module.value.getCompilationInfo());
    const shown = formatShaderErrors(this.#wgsl, this.#name, messages);
    if (failure.kind === 'validation' && shown) {
      throw new DeviceError('shader', `The WGSL of ${this.#name} does not compile.\n${shown}`);
    }
    throw new DeviceError(failure.kind, failure.message);
  }

  /**
   * The pipeline of an entry point. Its layout is made of the declared bindings, not of those that Dawn sees used, so
   * that a kernel whose author has commented out a line still runs.
   *
   * @throws {DeviceError} of kind `validation` if there is no such entry point, or it uses bindings that are no buffers
   */
  pipeline(entryPoint: string | undefined): Captured<Pipeline> {
    const name = this.#chooseEntryPoint(entryPoint);
    let pipeline = this.#pipelines.get(name);
    if (!pipeline) {
      pipeline = this.#compile(name);
      this.#pipelines.set(name, pipeline);
    }
    return pipeline;
  }

  #chooseEntryPoint(wanted: string | undefined): string {
    const { entryPoints } = this.#interface;
    const [first] = entryPoints;
    if (wanted === undefined && first !== undefined && entryPoints.length === 1) return first;
    if (wanted !== undefined && entryPoints.includes(wanted)) return wanted;
    const there = entryPoints.length > 0 ? `It has: ${entryPoints.join(', ')}.` : 'It has none.';
    throw new DeviceError(
      'validation',
      wanted === undefined && entryPoints.length > 1
        ? `The WGSL of ${this.#name} has several @compute functions; name one as entryPoint. ${there}`
        : `The WGSL of ${this.#name} has no @compute function${wanted === undefined ? '' : ` "${wanted}"`}. ${there}`,
    );
  }

  #compile(entryPoint: string): Captured<Pipeline> {
    const device = this.#device;
    const reachable = this.#interface.reachableFrom(entryPoint);
    const bindings = this.#interface.bindings
      .filter(({ name }) => reachable.has(name))
      .map((declaration) => this.#asBufferBinding(declaration));
    return capture(device, `Compiling ${this.#name}, entry point ${entryPoint},`, () => {
      // A group that the source leaves out gets an empty layout, so that the others keep their numbers.
      const groups = Math.max(-1, ...bindings.map(({ group }) => group)) + 1;
      const layouts = Array.from({ length: groups }, (_, index) => {
        const members = bindings.filter(({ group }) => group === index);
        return device.createBindGroupLayout({
          entries: members.map(({ binding, bufferType }) => ({
            binding,
            visibility: COMPUTE_STAGE,
            buffer: { type: bufferType },
          })),
        });
      });
      const raw = device.createComputePipeline({
        layout: device.createPipelineLayout({ bindGroupLayouts: layouts }),
        compute: { module: this.#module.value, entryPoint },
      });
      return { raw, layouts, bindings };
    });
  }

  #asBufferBinding({ name, group, binding, bufferType, text }: BindingDeclaration): BufferBinding {
    if (bufferType === undefined) {
      throw new DeviceError(
        'validation',
        `${this.#name} uses ${text}, but only buffers can be bound: var<storage> and var<uniform>.`,
      );
    }
    if (group === undefined || binding === undefined) {
      throw new DeviceError(
        'validation',
        `${this.#name} must number ${text} with plain numbers, such as @group(0) @binding(1).`,
      );
    }
    return { name, group, binding, bufferType, text };
  }

  /**
   * Pairs a pipeline's bindings with buffers. Buffers for bindings that are declared, but not used, are let pass.
   *
   * @param given buffers by binding name
   * @param owner the device that the buffers must belong to
   * @throws {DeviceError} of kind `validation` that names each binding that is missing, not declared or too large
   */
  bind(pipeline: Pipeline, given: Readonly<Record<string, DeviceBuffer>>, owner: object): BoundBuffer[] {
    const declared = this.#interface.bindings.map(({ name }) => name);
    const missing = pipeline.bindings.filter(({ name }) => !Object.hasOwn(given, name));
    const unknown = Object.keys(given).filter((name) => !declared.includes(name));
    if (missing.length > 0 || unknown.length > 0) {
      throw new DeviceError(
        'validation',
        [
          `The bindings given to ${this.#name} are not those of its WGSL.`,
          ...missing.map(
            ({ group, binding, text }) => `  missing: @group(${group}) @binding(${binding}) ${text}`,
          ),
          ...unknown.map((name) => `  not declared: ${name}`),
          `  declared: ${declared.join(', ') || 'none'}`,
        ].join('\n'),
      );
    }
    return pipeline.bindings.map((binding) => {
      const what = `The buffer for ${binding.name} in ${this.#name}`;
      const buffer = OwnedBuffer.of(given[binding.name], owner, what).raw;
      this.#checkBindingSize(binding, buffer.size, what);
      return { ...binding, buffer };
    });
  }

  #checkBindingSize({ bufferType }: BufferBinding, byteLength: number, what: string): void {
    const [limitName, remedy] =
      bufferType === 'uniform'
        ? (['maxUniformBufferBindingSize', 'Declare it as var<storage, read>.'] as const)
        : (['maxStorageBufferBindingSize', 'Split it into several buffers.'] as const);
    const limit = this.#device.limits[limitName];
    if (byteLength <= limit) return;
    throw new DeviceError(
      'validation',
      `${what} has ${byteLength} bytes, but this adapter binds at most ${limit} (${limitName}). ${remedy}`,
    );
  }
}
