/**
 * `@dawnbook/tensor`: tensors on the GPU, in Node, with automatic differentiation, and the WebGPU device under them.
 *
 * @packageDocumentation
 */
export { diagnose } from './device/diagnose.ts';
export { openDevice } from './device/device.ts';
export { installWebGpu } from './device/install.ts';
export { DeviceError, IndexError, ShapeError, TensorError } from './errors.ts';

export { grad, customFunction } from './autograd/functions.ts';
export { gradCheck } from './autograd/grad-check.ts';
export { noGrad } from './autograd/grad-mode.ts';
export { Module } from './nn/module.ts';
export { Parameter } from './nn/parameter.ts';
export { explain } from './explain.ts';
export { kernel } from './kernel-op.ts';
export { counters, memory, realize, resetPeak, submit, sync } from './realize.ts';
export { arange, coordinate, eye, full, linspace, ones, tensor, zeros } from './tensor/create.ts';
export { einsum } from './tensor/einsum.ts';
export { rearrange, reduce, repeat } from './tensor/einops.ts';
export { concat, stack } from './tensor/join.ts';
export { categorical, rand, randint, randn, randperm, truncatedNormal } from './tensor/random.ts';
export { setChecks } from './tensor/origin.ts';
export { scope } from './tensor/scope.ts';
export { Tensor } from './tensor/tensor.ts';

export type { AdapterInfo } from './device/adapter.ts';
export type { BackwardOptions } from './autograd/backward.ts';
export type { GradCheck, WorstGradient } from './autograd/grad-check.ts';
export type { CustomFunction, FunctionContext } from './autograd/functions.ts';
export type { MemoryUse } from './backend/backend.ts';
export type { DeviceBuffer, NumericArray, NumericArrayType } from './device/buffer.ts';
export type { Device, OpenDeviceOptions } from './device/device.ts';
export type { Diagnosis, KernelCheck } from './device/diagnose.ts';
export type { DType, TypedArray } from './dtype.ts';
export type { DeviceErrorKind } from './errors.ts';
export type { KernelRun } from './device/kernel.ts';
export type {
  InputShapes,
  Kernel,
  KernelDescription,
  KernelElement,
  KernelParam,
  KernelSpec,
  OutputSpec,
  ParamValues,
} from './kernel-op.ts';
export type { StateDict } from './nn/module.ts';
export type { Counters } from './realize.ts';
export type { Shape } from './shape/shape.ts';
export type { TensorOptions } from './tensor/create.ts';
export type { Reduction } from './tensor/einops.ts';
export type { SliceSpec } from './tensor/indexing.ts';
export type { RandomOptions } from './tensor/random.ts';
export type { Sorted } from './tensor/tensor.ts';
export type { Dims, NestedArray, TensorLike } from './tensor/types.ts';
