import type { Worker } from 'node:worker_threads';

/** Worker threads that were started, and those that still run, while a function ran. */
export interface WorkerCounts {
  started: number;
  left: number;
}

/**
 * Runs a function and counts the worker threads that it starts. (`process.getActiveResourcesInfo()` does not list
 * threads.)
 *
 * @param onFirst - called when the first thread has been started
 */
export async function watchWorkers<T>(
  use: () => Promise<T>,
  onFirst?: () => void,
): Promise<{ result: T; workers: WorkerCounts }> {
  const workers: WorkerCounts = { started: 0, left: 0 };
  const onWorker = (worker: Worker): void => {
    if (workers.started === 0) onFirst?.();
    workers.started++;
    workers.left++;
    worker.once('exit', () => workers.left--);
  };
  process.on('worker', onWorker);
  try {
    const result = await use();
    return { result, workers: { ...workers } };
  } finally {
    process.off('worker', onWorker);
  }
}
