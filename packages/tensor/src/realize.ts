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

/** Bytes of the backend's memory in use. */
export function memory(): MemoryUse {
  return backend().memory();
}
