/** Whether operations are recorded for `backward()`. */

let recording = true;

export function isRecording(): boolean {
  return recording;
}

/** Runs a function with recording on or off, whatever it was before. */
export function withRecording<T>(on: boolean, fn: () => T): T {
  const before = recording;
  recording = on;
  try {
    return fn();
  } finally {
    recording = before;
  }
}

/**
 * Runs a function without recording: nothing in it can be differentiated, and nothing is kept for it.
 *
 * @throws TypeError if the function is asynchronous: after its first `await` other code would run unrecorded too
 */
export function noGrad<T>(fn: () => T): T {
  const result = withRecording(false, fn);
  if (result instanceof Promise) {
    // What it does is not ours to await, and must not end the process either.
    result.catch(() => undefined);
    throw new TypeError(
      'noGrad: the function is asynchronous; await outside, and call noGrad for the parts between',
    );
  }
  return result;
}
