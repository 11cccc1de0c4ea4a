/** Turns WebGPU's error scopes into failures that can be thrown. */
import type { DeviceErrorKind, Failure } from '../errors.ts';
import { patiently } from './waiting.ts';

/** In the order in which they tell the cause: an invalid buffer, say, may only follow from a lack of memory. */
const FILTERS = ['internal', 'out-of-memory', 'validation'] as const satisfies DeviceErrorKind[];

/** What a captured call made, and how it failed, which is known later. */
export interface Captured<T> {
  value: T;
  failure: Promise<Failure | undefined>;
}

/**
 * Runs synchronous WebGPU calls and captures their errors. Scopes are opened and closed in one go, so captures cannot
 * mix, however many are awaited at the same time.
 *
 * @param what the operation, as an error message calls it
 */
export function capture<T>(device: GPUDevice, what: string, call: () => T): Captured<T> {
  for (const filter of FILTERS) device.pushErrorScope(filter);
  let errors: Promise<(GPUError | null)[]>;
  let value: T;
  try {
    value = call();
  } finally {
    const popped = FILTERS.map(() => patiently(() => device.popErrorScope()));
    errors = Promise.all(popped.toReversed());
  }
  return { value, failure: errors.then((each) => firstFailure(what, each)) };
}

function firstFailure(what: string, errors: readonly (GPUError | null)[]): Failure | undefined {
  for (const [index, kind] of FILTERS.entries()) {
    const error = errors[index];
    if (error) return { kind, message: `${what} failed (${kind}): ${error.message.trim()}` };
  }
  return undefined;
}
