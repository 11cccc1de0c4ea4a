import { notImplemented } from '@dawnbook/grader';

/** What {@link describeDevice} finds out. */
export interface DeviceDescription {
  /** The name that the driver gives the adapter. */
  readonly adapter: string;
  /** Whether the "GPU" is a program that runs on the CPU. */
  readonly software: boolean;
  /** The most invocations that a workgroup may have: `maxComputeInvocationsPerWorkgroup`. */
  readonly maxInvocations: number;
  /** 0 + 1 + … + (n − 1), added up on the device. */
  readonly sum: number;
}

/**
 * Describes the device that `@dawnbook/tensor` uses here, and has it add up the whole numbers below `n`, in 32-bit
 * unsigned integers, so that every sum below 2³² is exact. The device is opened by the first call and kept; when that
 * fails, the error of `@dawnbook/tensor`, which names the remedy, comes through as it is.
 *
 * About 8 lines.
 *
 * Handout: README.md#gpu-setup
 */
export async function describeDevice(n = 10_000): Promise<DeviceDescription> {
  throw notImplemented('gpu-setup');
}
