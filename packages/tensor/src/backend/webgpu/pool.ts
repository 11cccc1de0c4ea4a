/**
 * Memory of a device. Values that were released keep their buffers until somebody needs one of that size; then the one
 * that was released first is taken. So a loop that does the same in each step runs in the same memory.
 */
import type { MemoryUse } from '../backend.ts';
import { type Claim, type Release, Storage } from '../../graph/storage.ts';

/** `GPUBufferUsage` of the WebGPU specification; in Node it is no global. */
const STORAGE_COPY = 0x80 | 0x4 | 0x8;

/**
 * Buffers of this size are not scarce: small results that somebody may still read are taken last. They are not counted
 * either; when a loss that nobody looks at any more is collected is up to the garbage collector.
 */
const SMALL = 256;
const SMALL_KEPT = 4096;

/** Released memory that is always kept for what comes; beyond it, no more than what is or was in use. */
const POOLED_KEPT = 256 * 2 ** 20;

export class BufferPool {
  readonly #device: GPUDevice;
  /** Released storages by size class, the first released first. */
  readonly #released = new Map<number, Set<Storage>>();
  readonly #pinned = new Set<Storage>();
  #live = 0;
  #peak = 0;
  #allocated = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Memory for a value of so many bytes. */
  allocate(bytes: number): Storage {
    const size = sizeClass(bytes);
    const buffer = this.#reuse(size) ?? this.#create(size);
    const storage = new Storage(bytes, buffer);
    if (size > SMALL) this.#live += bytes;
    this.#peak = Math.max(this.#peak, this.#live);
    return storage;
  }

  #reuse(size: number): GPUBuffer | undefined {
    const candidates = this.#released.get(size);
    if (candidates === undefined || (size === SMALL && candidates.size <= SMALL_KEPT)) return undefined;
    for (const storage of candidates) {
      if (this.#pinned.has(storage)) continue;
      candidates.delete(storage);
      storage.isReclaimed = true;
      const buffer = storage.handle as GPUBuffer;
      storage.handle = undefined;
      return buffer;
    }
    return undefined;
  }

  #create(size: number): GPUBuffer {
    this.#allocated += size;
    return this.#device.createBuffer({ size, usage: STORAGE_COPY });
  }

  /** A node does not insist on its memory any more. */
  release(claim: Claim, why: Release): void {
    if (!claim.end()) return;
    const { storage } = claim;
    storage.released = why;
    const { size } = storage.handle as GPUBuffer;
    if (size > SMALL) this.#live -= storage.bytes;
    const list = this.#released.get(size) ?? new Set();
    this.#released.set(size, list.add(storage));
  }

  /** Somebody insists on memory that was released, and is still there. */
  takeBack(storage: Storage): void {
    if (storage.released === undefined) return;
    storage.released = undefined;
    const { size } = storage.handle as GPUBuffer;
    if (size > SMALL) this.#live += storage.bytes;
    this.#peak = Math.max(this.#peak, this.#live);
    this.#released.get(size)!.delete(storage);
  }

  /**
   * Gives memory back to the device if much more is kept than was ever in use. Not while kernels are being recorded: what
   * they name must be there when they are handed over.
   */
  trim(): void {
    const most = Math.max(POOLED_KEPT, this.#peak);
    for (const list of this.#released.values()) {
      for (const storage of list) {
        if (this.#allocated - this.#live <= most) return;
        const buffer = storage.handle as GPUBuffer;
        list.delete(storage);
        storage.isReclaimed = true;
        storage.handle = undefined;
        this.#allocated -= buffer.size;
        buffer.destroy();
      }
    }
  }

  /** Released memory that a computation is about to read is not taken for something else. */
  pin(storage: Storage): void {
    this.#pinned.add(storage);
  }

  unpin(storage: Storage): void {
    this.#pinned.delete(storage);
  }

  unpinAll(): void {
    this.#pinned.clear();
  }

  use(): MemoryUse {
    return { live: this.#live, peak: this.#peak, pooled: this.#allocated - this.#live };
  }

  /** From now on the peak is what is in use now. */
  resetPeak(): void {
    this.#peak = this.#live;
  }
}

/** Sizes in steps of an eighth to a quarter, so that similar sizes share buffers. */
export function sizeClass(bytes: number): number {
  if (bytes <= SMALL) return SMALL;
  const step = 2 ** Math.max(4, Math.floor(Math.log2(bytes)) - 2);
  return Math.ceil(bytes / step) * step;
}
