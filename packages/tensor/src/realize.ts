/** Computing, waiting, and what it costs. */
import type { MemoryUse } from './backend/backend.ts';
import { backend, realizeNodes, submitNodes } from './engine.ts';
import type { Tensor } from './tensor/tensor.ts';

/**
 * Computes tensors in one go, without reading them. Resolves when the work has been handed to the device.
 *
 * @throws DeviceError if there is no device
 */
export async function realize(...tensors: readonly Tensor[]): Promise<void> {
  await realizeNodes(tensors.map((tensor) => tensor.node));
}

/**
 * As {@link realize}, without waiting. Before a device is open (the first `await` of a tensor opens it), nothing happens,
 * and the tensors are computed with what is asked for next.
 */
export function submit(...tensors: readonly Tensor[]): void {
  submitNodes(tensors.map((tensor) => tensor.node));
}

/** Waits until all work that was handed over is done. */
export async function sync(): Promise<void> {
  const engine = backend();
  if (engine.isOpen) await engine.settle();
}

/** What has been done since the process began. */
export interface Counters {
  /** Kernels run. */
  readonly dispatches: number;
  /** Those of them that multiply matrices. */
  readonly matmuls: number;
  /** Distinct kernels compiled. */
  readonly pipelinesCompiled: number;
  /** Times that something was read back from the device. */
  readonly reads: number;
  /** Submissions to the device's queue. */
  readonly submits: number;
  /** Bytes held by values that somebody may still read; single numbers and the like are not counted. */
  readonly liveBytes: number;
  /** The most bytes that were live, or needed by a computation, at any one time. */
  readonly peakBytes: number;
}

/** What the backend has done so far. Tests count, they do not time. */
export function counters(): Counters {
  const engine = backend();
  const { live, peak } = engine.memory();
  return { ...engine.counters, liveBytes: live, peakBytes: peak };
}

/** Bytes of the backend's memory in use. */
export function memory(): MemoryUse {
  return backend().memory();
}

/** From now on, the peak of {@link memory} and {@link counters} is what is in use now. */
export function resetPeak(): void {
  backend().resetPeak();
}
