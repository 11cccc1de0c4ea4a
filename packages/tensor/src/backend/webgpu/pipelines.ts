/** Compiled kernels, by their text. */
import { type Captured, capture } from '../../device/error-scopes.ts';
import { DeviceError } from '../../errors.ts';
import { formatShaderErrors } from '../../device/shader-errors.ts';
import { patiently } from '../../device/waiting.ts';
import type { Outcome } from './failure-log.ts';
import type { Program } from './loop-writer.ts';
import { traceCompilation } from './trace.ts';

/** `GPUShaderStage.COMPUTE` of the WebGPU specification; in Node it is no global. */
const COMPUTE_STAGE = 0x4;

export interface CompiledKernel {
  readonly pipeline: GPUComputePipeline;
  readonly layout: GPUBindGroupLayout;
  /** Why it does not compile, if it does not. */
  readonly outcome: Outcome;
}

export class PipelineCache {
  readonly #device: GPUDevice;
  readonly #onCompile: () => void;
  readonly #compiled = new Map<string, CompiledKernel>();

  constructor(device: GPUDevice, onCompile: () => void) {
    this.#device = device;
    this.#onCompile = onCompile;
  }

  /** Whether a kernel has been compiled. */
  has({ wgsl }: Program): boolean {
    return this.#compiled.has(wgsl);
  }

  /** Compiles a kernel, or finds it. */
  get(program: Program): CompiledKernel {
    const known = this.#compiled.get(program.wgsl);
    if (known !== undefined) return known;
    this.#onCompile();
    traceCompilation(program);
    const device = this.#device;
    const { name, wgsl, bound, outputs } = program;
    const module = capture(device, `Compiling ${name}`, () =>
      device.createShaderModule({ code: wgsl, label: name }),
    );
    const layout = device.createBindGroupLayout({
      entries: [
        { binding: 0, visibility: COMPUTE_STAGE, buffer: { type: 'uniform', hasDynamicOffset: true } },
        ...bound.map((node, index) => ({
          binding: index + 1,
          visibility: COMPUTE_STAGE,
          buffer: { type: outputs.includes(node) ? ('storage' as const) : ('read-only-storage' as const) },
        })),
      ],
    });
    const pipeline = device.createComputePipeline({
      label: name,
      layout: device.createPipelineLayout({ bindGroupLayouts: [layout] }),
      compute: { module: module.value, entryPoint: 'main' },
    });
    const compiled = { pipeline, layout, outcome: this.#problem(name, wgsl, module) };
    this.#compiled.set(wgsl, compiled);
    return compiled;
  }

  /** Why a kernel does not compile, in the compiler's words. Never rejects. */
  async #problem(name: string, wgsl: string, module: Captured<GPUShaderModule>): Outcome {
    const failure = await module.failure;
    if (failure === undefined) return undefined;
    this.#compiled.delete(wgsl);
    const { messages } = await patiently(() => module.value.getCompilationInfo());
    const shown = formatShaderErrors(wgsl, name, messages);
    return new DeviceError(
      failure.kind === 'validation' && shown !== '' ? 'shader' : failure.kind,
      shown === '' ? failure.message : `The WGSL of ${name} does not compile.\n${shown}`,
    );
  }
}
