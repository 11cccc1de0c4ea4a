/** Watches a device for what no error scope catches, so that the next operation can throw it. */
import { DeviceError, type DeviceErrorKind, type Failure } from '../errors.ts';

/**
 * The state of a device. Dawn keeps the listeners, and with them this object, as long as the device lives; so it must
 * not refer to the device.
 */
export class Health {
  readonly #name: string;
  readonly #uncaptured: Failure[] = [];
  #end: Failure | undefined;

  /** @param name what errors call the device */
  constructor(device: GPUDevice, name: string) {
    this.#name = name;
    device.addEventListener('uncapturederror', (event) => {
      // Otherwise Dawn prints it as well.
      event.preventDefault();
      this.#uncaptured.push({
        kind: kindOf(event.error),
        message: `Something failed on ${name} outside of any operation: ${event.error.message.trim()}`,
      });
    });
    void device.lost.then(({ reason, message }) => {
      this.#end ??= {
        kind: 'lost',
        message: `The device ${name} was lost (${reason}): ${message.trim()}. Its buffers are gone; open a new device.`,
      };
    });
  }

  /** From now on, operations throw that the device was closed. */
  close(): void {
    this.#end ??= { kind: 'closed', message: `The device ${this.#name} was closed; open a new one.` };
  }

  /**
   * Throws an error that no operation has thrown yet, or else if the device was lost or closed.
   *
   * @throws {DeviceError}
   */
  check(): void {
    this.checkUncaptured();
    if (this.#end) throw new DeviceError(this.#end.kind, this.#end.message);
  }

  /**
   * Throws an error that no operation has thrown yet.
   *
   * @throws {DeviceError}
   */
  checkUncaptured(): void {
    const failure = this.#uncaptured.shift();
    if (failure) throw new DeviceError(failure.kind, failure.message);
  }
}

function kindOf(error: GPUError): DeviceErrorKind {
  switch (error.constructor.name) {
    case 'GPUOutOfMemoryError':
      return 'out-of-memory';
    case 'GPUInternalError':
      return 'internal';
    default:
      return 'validation';
  }
}
