import { NotImplementedError } from '../not-implemented.ts';
import type { Thrown } from '../protocol/messages.ts';

const MAX_TEXT = 20_000;
const MAX_CLASSES = 20;

/** An exception as plain data. It may be any value, and reading it may throw: it comes from a submission. */
export function describeThrown(error: unknown): Thrown {
  const stub = attempt(() =>
    error instanceof NotImplementedError ? String(property(error, 'exerciseId')) : undefined,
  );
  return {
    classes: attempt(() => classNames(error)) ?? [],
    message: cut(
      attempt(() => (error instanceof Error ? String(property(error, 'message')) : String(error))) ?? '',
    ),
    stack: cut(attempt(() => (error instanceof Error ? String(property(error, 'stack')) : '')) ?? ''),
    ...(stub === undefined ? {} : { notImplemented: cut(stub, 200) }),
  };
}

/** Names of the classes of an error, from the most specific to `Error`. */
export function classNames(error: unknown): string[] {
  const names: string[] = [];
  if (!(error instanceof Error)) return names;
  for (
    let prototype: unknown = Object.getPrototypeOf(error);
    prototype !== Object.prototype && prototype !== null && names.length < MAX_CLASSES;
    prototype = Object.getPrototypeOf(prototype)
  ) {
    const name: unknown = (prototype as Error).constructor?.name;
    if (typeof name === 'string') names.push(cut(name, 200));
  }
  return names;
}

/** A property of an object of the submission: whatever its class says, it may be anything. */
function property(object: object, name: string): unknown {
  return (object as Record<string, unknown>)[name];
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined; // a getter of the submission threw; there is nothing to show
  }
}

function cut(text: string, max = MAX_TEXT): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}
