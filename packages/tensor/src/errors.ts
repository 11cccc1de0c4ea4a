/** What went wrong, as {@link DeviceError.kind} says it. */
export type DeviceErrorKind =
  /** No adapter, an adapter that is not there, or a driver that cannot be set up. */
  | 'adapter'
  /** The WGSL does not compile. */
  | 'shader'
  /** A call that WebGPU, or a check before it, refuses: bindings, sizes, limits, arguments. */
  | 'validation'
  /** The device has no memory left for a buffer. */
  | 'out-of-memory'
  /** The driver failed at something valid. */
  | 'internal'
  /** The device was lost: driver crash, reset, unplugged. Everything on it is gone. */
  | 'lost'
  /** The device was closed by this program. */
  | 'closed';

/** The one error class of this package; `kind` tells what to do about it, `message` what happened and where. */
export class DeviceError extends Error {
  override readonly name = 'DeviceError';
  /** What went wrong. */
  readonly kind: DeviceErrorKind;

  constructor(kind: DeviceErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}

/**
 * An error that has been noticed, but not been thrown yet. The {@link DeviceError} is made where it is thrown, so that its
 * stack leads to the call that failed and not to the callback that brought the news.
 */
export interface Failure {
  kind: DeviceErrorKind;
  message: string;
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error && thrown.message ? thrown.message : String(thrown);
}

/** Shapes that do not fit, or axes that do not exist. */
export class ShapeError extends RangeError {
  override readonly name = 'ShapeError';
}

/** Positions outside of an axis. */
export class IndexError extends RangeError {
  override readonly name = 'IndexError';
}

/** A tensor that cannot be used like that: freed, of another type, without a gradient. */
export class TensorError extends Error {
  override readonly name = 'TensorError';
}
