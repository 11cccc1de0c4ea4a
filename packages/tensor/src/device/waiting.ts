/**
 * Waiting for Dawn without burning a core.
 *
 * While one of its promises is pending, dawn.node polls: it looks up `globalThis.setImmediate`, schedules a callback,
 * and from that callback schedules the next (AsyncRunner.cpp). That keeps one core busy, which on a software adapter
 * is a core less for the kernels. So while Dawn runs, and only then, it finds a `setImmediate` here that polls at full
 * speed for half a millisecond, enough for small readbacks, and once a millisecond after that.
 *
 * Nobody else sees the replacement: it is in place only during the synchronous calls into Dawn, which are the call that
 * makes the promise and each poll.
 */
import { setImmediate as soon, setTimeout as later } from 'node:timers';

const EAGER_MS = 0.5;
const PATIENT_MS = 1;

let waitingSince = 0;

/**
 * Calls into Dawn for a promise, and has Dawn poll patiently until it settles.
 *
 * @param call makes the promise; everything synchronous in it runs at once
 */
export function patiently<T>(call: () => Promise<T>): Promise<T> {
  waitingSince = performance.now();
  return polling(call);
}

function polling<T>(call: () => T): T {
  const original = globalThis.setImmediate;
  globalThis.setImmediate = schedulePoll as typeof setImmediate;
  try {
    return call();
  } finally {
    globalThis.setImmediate = original;
  }
}

function schedulePoll(poll: () => void): void {
  const pollAgain = (): void => polling(poll);
  if (performance.now() - waitingSince < EAGER_MS) soon(pollAgain);
  else later(pollAgain, PATIENT_MS);
}
