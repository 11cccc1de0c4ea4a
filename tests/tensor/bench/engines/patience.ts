/**
 * How to wait for Dawn. While one of its promises is pending, dawn.node polls through `globalThis.setImmediate` and keeps
 * a core busy, which on a software adapter is a core less for the kernels. `@dawnbook/tensor` has it poll patiently;
 * here are the same for other libraries, and the opposite for `@dawnbook/tensor`.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';

const EAGER_MS = 0.5;
const PATIENT_MS = 1;

/** How an engine waits for work. */
export type Wait = <T>(work: () => Promise<T>) => Promise<T>;

/** As Dawn does it. */
export const eagerly: Wait = (work) => work();

/** At full speed for half a millisecond, and once a millisecond after that. */
export const patiently: Wait = async (work) => {
  const original = globalThis.setImmediate;
  const since = performance.now();
  const schedule = (poll: () => void): unknown =>
    performance.now() - since < EAGER_MS ? original(poll) : setTimeout(poll, PATIENT_MS);
  globalThis.setImmediate = schedule as typeof setImmediate;
  try {
    return await work();
  } finally {
    globalThis.setImmediate = original;
  }
};

/** Takes the patience from `@dawnbook/tensor`, whose timers come from `node:timers`. */
export function withoutPatience(): void {
  const soon = (callback: () => void): unknown => timers.setImmediate(callback);
  timers.setTimeout = soon as typeof timers.setTimeout;
  syncBuiltinESMExports();
}
