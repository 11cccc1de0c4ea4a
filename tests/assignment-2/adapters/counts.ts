/** What a computation costs, counted and not timed. */
import { counters, realize, resetPeak, sync, type Tensor } from '@dawnbook/tensor';
import { z } from 'zod';

export const countsSchema = z.object({
  /** Kernels run. */
  dispatches: z.int(),
  /** Matrix multiplications among them. */
  matmuls: z.int(),
  /** Distinct kernels compiled. */
  pipelinesCompiled: z.int(),
  /** Times that something was read back from the device. */
  reads: z.int(),
  /** Bytes that are live afterwards, and were not before. */
  liveBytes: z.int(),
  /** The most bytes that were live at any one time, beyond those that were before. */
  peakBytes: z.int(),
});

/** What a computation has cost. */
export type Counts = z.infer<typeof countsSchema>;

/**
 * Counts what it takes to compute a tensor.
 *
 * @param inputs - computed beforehand, so that they are not counted
 */
export async function countsOf(inputs: readonly Tensor[], compute: () => Tensor): Promise<Counts> {
  await realize(...inputs);
  await sync();
  resetPeak();
  const before = counters();
  const result = compute();
  await realize(result);
  await sync();
  const after = counters();
  return {
    dispatches: after.dispatches - before.dispatches,
    matmuls: after.matmuls - before.matmuls,
    pipelinesCompiled: after.pipelinesCompiled - before.pipelinesCompiled,
    reads: after.reads - before.reads,
    liveBytes: after.liveBytes - before.liveBytes,
    peakBytes: after.peakBytes - before.liveBytes,
  };
}
