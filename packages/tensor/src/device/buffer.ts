/** Buffers on a device, and the arrays that go in and come out. */
import { DeviceError } from '../errors.ts';

/** The arrays that can be uploaded and read: WGSL's `f32`, `i32`, `u32`, `f16`, and raw bytes. */
export type NumericArray = Float32Array | Int32Array | Uint32Array | Float16Array | Uint8Array;

/** The constructor of a {@link NumericArray}. */
export type NumericArrayType<T extends NumericArray> = (new (buffer: ArrayBuffer) => T) & {
  readonly BYTES_PER_ELEMENT: number;
  readonly name: string;
};

/** Memory on a device. It can be bound as `var<storage>` and as `var<uniform>`. */
export interface DeviceBuffer extends Disposable {
  /** Size of the contents in bytes. */
  readonly byteLength: number;
  /** Frees the memory now; otherwise that happens some time after the last reference to the buffer is gone. */
  destroy(): void;
}

/** A {@link DeviceBuffer} from the inside. */
export class OwnedBuffer implements DeviceBuffer {
  readonly byteLength: number;
  readonly raw: GPUBuffer;
  /** The device that the buffer was made on. */
  readonly owner: object;
  #destroyed = false;

  constructor(raw: GPUBuffer, byteLength: number, owner: object) {
    this.raw = raw;
    this.byteLength = byteLength;
    this.owner = owner;
  }

  destroy(): void {
    this.#destroyed = true;
    this.raw.destroy();
  }

  [Symbol.dispose](): void {
    this.destroy();
  }

  /**
   * The buffer from the inside, for use on `device`.
   *
   * @param what the buffer, as an error message calls it
   * @throws {DeviceError} of kind `validation` if it is not a live buffer of this device
   */
  static of(buffer: DeviceBuffer | undefined, device: object, what: string): OwnedBuffer {
    if (!(buffer instanceof OwnedBuffer)) {
      throw new DeviceError(
        'validation',
        `${what} is not a buffer; make one with upload() or createBuffer().`,
      );
    }
    if (buffer.owner !== device) throw new DeviceError('validation', `${what} belongs to another device.`);
    if (buffer.#destroyed) throw new DeviceError('validation', `${what} was destroyed.`);
    return buffer;
  }
}

/** WebGPU copies and binds in steps of four bytes, and binds no empty buffer. */
export function paddedSize(byteLength: number): number {
  return Math.max(4, Math.ceil(byteLength / 4) * 4);
}
