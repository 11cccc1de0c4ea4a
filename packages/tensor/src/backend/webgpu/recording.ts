/** Kernels on their way to the queue of the device: recorded one after the other, and handed over together. */
import type { Profile } from './profile.ts';

export class Recording {
  readonly #device: GPUDevice;
  readonly #profile: ReturnType<Profile['start']> | undefined;
  readonly #onSubmit: () => void;
  #encoder: GPUCommandEncoder | undefined;
  #pass: GPUComputePassEncoder | undefined;

  /**
   * @param profile - measures each kernel
   * @param onSubmit - called for each submission
   */
  constructor(device: GPUDevice, profile: ReturnType<Profile['start']> | undefined, onSubmit: () => void) {
    this.#device = device;
    this.#profile = profile;
    this.#onSubmit = onSubmit;
  }

  /** @param index - place of the kernel among those to be measured */
  add(
    index: number,
    pipeline: GPUComputePipeline,
    bindGroup: GPUBindGroup,
    offset: number,
    grid: readonly [number, number, number],
  ): void {
    const encoder = (this.#encoder ??= this.#device.createCommandEncoder());
    const pass = (this.#pass ??= encoder.beginComputePass(this.#profile?.pass(index)));
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup, [offset]);
    pass.dispatchWorkgroups(...grid);
    // Clocks are read between passes.
    if (this.#profile !== undefined) this.#endPass();
  }

  #endPass(): void {
    this.#pass?.end();
    this.#pass = undefined;
  }

  /** Hands over what has been recorded so far, if anything has: the device can begin with it. */
  handOver(): void {
    this.#endPass();
    if (this.#encoder === undefined) return;
    this.#device.queue.submit([this.#encoder.finish()]);
    this.#encoder = undefined;
    this.#onSubmit();
  }

  /** Hands over the rest. */
  end(): void {
    this.#endPass();
    if (this.#profile !== undefined)
      this.#profile.resolve((this.#encoder ??= this.#device.createCommandEncoder()));
    this.handOver();
  }
}
