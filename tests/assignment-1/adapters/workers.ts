import type { Worker } from 'node:worker_threads';

/** How many worker threads a function started, and how many of them still ran when it had ended. */
export interface WorkerCounts {
  started: number;
  left: number;
}

/**
 * Runs a function and counts the worker threads that it starts; those that it leaves are ended afterwards.
 * (`process.getActiveResourcesInfo()` does not list threads.)
 *
 * @param onFirst - called when the first thread has been started
 */
export async function watchWorkers<T>(
  use: () => Promise<T>,
  onFirst?: () => void,
): Promise<{ result: T; workers: WorkerCounts }> {
  const running = new Set<Worker>();
  let started = 0;
  const onWorker = (worker: Worker): void => {
    if (started++ === 0) onFirst?.();
    running.add(worker);
    worker.once('exit', () => running.delete(worker));
  };
  process.on('worker', onWorker);
  try {
    const result = await use();
    return { result, workers: { started, left: running.size } };
  } finally {
    process.off('worker', onWorker);
    await Promise.all(Array.from(running, (worker) => worker.terminate()));
  }
}
