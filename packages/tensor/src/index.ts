/**
 * `@dawnbook/tensor`: WebGPU in Node, with an adapter on every machine, and every error where it can be awaited.
 *
 * @packageDocumentation
 */
export { diagnose } from './diagnose.ts';
export { openDevice } from './device.ts';
export { DeviceError } from './errors.ts';

export type { AdapterInfo } from './adapter.ts';
export type { DeviceBuffer, NumericArray, NumericArrayType } from './buffer.ts';
export type { Device, OpenDeviceOptions } from './device.ts';
export type { Diagnosis, KernelCheck } from './diagnose.ts';
export type { DeviceErrorKind } from './errors.ts';
export type { KernelRun } from './kernel.ts';
