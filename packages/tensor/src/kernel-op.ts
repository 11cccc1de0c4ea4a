/** Kernels that users write, as operations on tensors. */
import { isRecording } from './autograd/grad-mode.ts';
import type { DType } from './dtype.ts';
import { ShapeError, TensorError } from './errors.ts';
import type { KernelCall, KernelOutput } from './graph/kernel-call.ts';
import { checkShape, type Shape, show, sizeOf } from './shape/shape.ts';
import { derive } from './tensor/derive.ts';
import type { Tensor } from './tensor/tensor.ts';

/** What a buffer is an array of. Vectors of four want a number of elements that is a multiple of 4. */
export type KernelElement = 'f32' | 'i32' | 'u32' | 'vec4<f32>' | 'vec4<i32>' | 'vec4<u32>';

/** Type of a parameter. */
export type KernelParam = 'f32' | 'i32' | 'u32';

/** Shapes of the inputs by name. */
export type InputShapes = Readonly<Record<string, Shape>>;
/** Values of the parameters by name. */
export type ParamValues = Readonly<Record<string, number>>;

/** An output: its elements, and how long it is. */
export interface OutputSpec {
  readonly type: KernelElement;
  /** Its shape, from those of the inputs and from the parameters. */
  shape(inputs: InputShapes, params: ParamValues): Shape;
}

/** A kernel: a WGSL compute shader, and what it takes and gives. */
export interface KernelSpec {
  /** What messages and traces call it. */
  readonly name: string;
  /**
   * The source: `fn main` and whatever it needs. Inputs and outputs are declared for it as arrays of their names, the
   * parameters as a struct `params`.
   */
  readonly wgsl: string;
  /** Inputs by name, in the order in which they are bound. They are read-only. */
  readonly inputs: Readonly<Record<string, KernelElement>>;
  /** Outputs by name. They begin as zeros or as anything; write every element. */
  readonly outputs: Readonly<Record<string, OutputSpec>>;
  /** Numbers that may change from call to call. */
  readonly params?: Readonly<Record<string, KernelParam>>;
  /** Invocations of a workgroup along x, y and z. */
  readonly workgroupSize: number | readonly [x: number, y?: number, z?: number];
  /** Number of workgroups along x, y and z; at most 65,535 each. */
  workgroups(inputs: InputShapes, params: ParamValues): number | readonly [x: number, y?: number, z?: number];
}

/** What will run, as text. */
export interface KernelDescription {
  /** The whole module: the source as it was written, then the declarations. */
  readonly wgsl: string;
  /** Names in the order of their binding numbers, `params` first. */
  readonly bindings: readonly string[];
  readonly workgroupSize: readonly [number, number, number];
  readonly workgroups: readonly [number, number, number];
}

/** A kernel, ready to be called. */
export interface Kernel {
  /**
   * Calls the kernel: another node of the lazy graph, computed when somebody reads it.
   *
   * @returns the output; or all of them by name, if there are several
   * @throws TensorError for inputs and parameters that are not those of the kernel; ShapeError for a grid or a length that
   * does not work
   */
  (inputs: Readonly<Record<string, Tensor>>, params?: ParamValues): Tensor;
  /** All outputs by name. */
  all(inputs: Readonly<Record<string, Tensor>>, params?: ParamValues): Record<string, Tensor>;
  /** What would run for inputs of these shapes; no device is needed. */
  describe(inputs: InputShapes, params?: ParamValues): KernelDescription;
}

/**
 * Turns a WGSL compute shader into an operation on tensors.
 *
 * It has no gradient; give it one with `customFunction()`.
 */
export function kernel(spec: KernelSpec): Kernel {
  const fail = (problem: string): never => {
    throw new TensorError(`${spec.name}: ${problem}`);
  };
  const outputNames = Object.keys(spec.outputs);
  if (outputNames.length === 0) fail('a kernel has at least one output');

  function plan(
    shapes: InputShapes,
    params: ParamValues,
  ): { call: KernelCall; description: KernelDescription } {
    const outputs = outputNames.map((name): KernelOutput => {
      const output = spec.outputs[name]!;
      const shape = output.shape(shapes, params);
      checkShape(`${spec.name}, output ${name}`, shape);
      checkLength(spec.name, name, output.type, shape);
      return { name, shape, dtype: dtypeOfElement(output.type) };
    });
    const description: KernelDescription = {
      wgsl: moduleOf(spec),
      bindings: ['params', ...Object.keys(spec.inputs), ...outputNames],
      workgroupSize: triple(spec.workgroupSize),
      workgroups: checkedGrid(spec.name, triple(spec.workgroups(shapes, params))),
    };
    const call: KernelCall = {
      name: spec.name,
      wgsl: description.wgsl,
      inputs: Object.keys(spec.inputs),
      outputs,
      params: packParams(spec, params),
      workgroups: description.workgroups,
    };
    return { call, description };
  }

  function all(inputs: Readonly<Record<string, Tensor>>, params: ParamValues = {}): Record<string, Tensor> {
    sameNames(spec.name, 'inputs', Object.keys(spec.inputs), Object.keys(inputs));
    sameNames(spec.name, 'parameters', Object.keys(spec.params ?? {}), Object.keys(params));
    const tensors = Object.entries(spec.inputs).map(([name, type]) => {
      const given = inputs[name]!;
      const dtype = dtypeOfElement(type);
      if (given.dtype !== dtype) fail(`input ${name} is ${given.dtype}; the kernel wants ${dtype}`);
      checkLength(spec.name, name, type, given.shape);
      return given;
    });
    const shapes = Object.fromEntries(Object.entries(inputs).map(([name, { shape }]) => [name, shape]));
    const { call } = plan(shapes, params);
    return Object.fromEntries(
      call.outputs.map(({ name, shape, dtype }, output) => {
        // Whoever differentiates it learns that there is nothing to differentiate, and what to do.
        const gradient = isRecording()
          ? () => fail('it has no gradient; give it one with customFunction()')
          : undefined;
        return [name, derive({ kind: 'kernel', call, output }, tensors, shape, dtype, gradient)];
      }),
    );
  }

  const run = (inputs: Readonly<Record<string, Tensor>>, params?: ParamValues): Tensor => {
    if (outputNames.length > 1) fail(`it has ${outputNames.length} outputs; call all() to get them by name`);
    return all(inputs, params)[outputNames[0]!]!;
  };
  return Object.assign(run, {
    all,
    describe: (shapes: InputShapes, params: ParamValues = {}) => plan(shapes, params).description,
  });
}

/** The source first, so that its lines keep their numbers; WGSL takes declarations in any order. */
function moduleOf(spec: KernelSpec): string {
  const size = triple(spec.workgroupSize).join(', ');
  const source = /@compute\b/.test(spec.wgsl)
    ? spec.wgsl
    : spec.wgsl.replace(/\bfn\s+main\b/, `@compute @workgroup_size(${size}) fn main`);
  const params = Object.entries(spec.params ?? {});
  const declarations = [
    ...(params.length === 0
      ? []
      : [
          `struct Params { ${params.map(([name, type]) => `${name}: ${type}`).join(', ')} }`,
          '@group(0) @binding(0) var<uniform> params: Params;',
        ]),
    ...Object.entries(spec.inputs).map(
      ([name, type], index) => `@group(0) @binding(${index + 1}) var<storage, read> ${name}: array<${type}>;`,
    ),
    ...Object.entries(spec.outputs).map(
      ([name, { type }], index) =>
        `@group(0) @binding(${index + 1 + Object.keys(spec.inputs).length}) var<storage, read_write> ${name}: array<${type}>;`,
    ),
  ];
  return `${source.trimEnd()}\n\n${declarations.join('\n')}\n`;
}

function packParams(spec: KernelSpec, values: ParamValues): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(spec.params ?? {});
  const view = new DataView(new ArrayBuffer(Math.ceil((entries.length * 4) / 16) * 16));
  for (const [index, [name, type]] of entries.entries()) {
    const value = values[name]!;
    if (typeof value !== 'number' || (type !== 'f32' && !Number.isInteger(value))) {
      throw new TensorError(`${spec.name}: parameter ${name} is ${value}; the kernel wants ${type}`);
    }
    if (type === 'f32') view.setFloat32(index * 4, value, true);
    else if (type === 'i32') view.setInt32(index * 4, value, true);
    else view.setUint32(index * 4, value, true);
  }
  return new Uint8Array(view.buffer);
}

function dtypeOfElement(type: KernelElement): DType {
  return type.replace(/^vec4<(.*)>$/, '$1') as DType;
}

function checkLength(kernelName: string, name: string, type: KernelElement, shape: Shape): void {
  if (!type.startsWith('vec4') || sizeOf(shape) % 4 === 0) return;
  throw new ShapeError(
    `${kernelName}: ${name} is an array of ${type}, but shape ${show(shape)} has ${sizeOf(shape)} elements, no multiple of 4`,
  );
}

function sameNames(
  kernelName: string,
  what: string,
  wanted: readonly string[],
  given: readonly string[],
): void {
  const missing = wanted.filter((name) => !given.includes(name));
  const unknown = given.filter((name) => !wanted.includes(name));
  if (missing.length === 0 && unknown.length === 0) return;
  const parts = [
    missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
    unknown.length > 0 ? `unknown: ${unknown.join(', ')}` : '',
  ];
  throw new TensorError(
    `${kernelName}: the ${what} do not match; ${parts.filter((part) => part !== '').join('; ')}`,
  );
}

function triple(size: number | readonly [x: number, y?: number, z?: number]): [number, number, number] {
  return typeof size === 'number' ? [size, 1, 1] : [size[0], size[1] ?? 1, size[2] ?? 1];
}

/** Every adapter of WebGPU has at least this limit. */
const MAX_WORKGROUPS = 65_535;

function checkedGrid(name: string, grid: readonly [number, number, number]): [number, number, number] {
  for (const [axis, count] of grid.entries()) {
    if (!Number.isInteger(count) || count < 0) {
      throw new ShapeError(`${name}: ${count} workgroups along ${'xyz'[axis]}; it must be a whole number`);
    }
    if (count > MAX_WORKGROUPS) {
      throw new ShapeError(
        `${name}: ${count} workgroups along ${'xyz'[axis]} are over the limit of ${MAX_WORKGROUPS} per dimension ` +
          '(maxComputeWorkgroupsPerDimension). Spread them over two dimensions, or let each invocation do more',
      );
    }
  }
  return [...grid];
}
