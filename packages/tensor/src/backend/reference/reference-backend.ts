/**
 * The graph, computed one node at a time in float64, by the JavaScript bodies of the operation table. Slow and exact: what
 * the other backend is compared with. `DAWNBOOK_BACKEND=reference` runs anything on it.
 */
import { DTYPES, type TypedArray } from '../../dtype.ts';
import { refuseGone } from '../../graph/gone.ts';
import { type Node, nameOf, pendingNodes } from '../../graph/node.ts';
import { Claim, type Release, Storage } from '../../graph/storage.ts';
import { sizeOf } from '../../shape/shape.ts';
import type { Backend, MemoryUse } from '../backend.ts';
import { evaluate } from './evaluate.ts';

/** Values are float64, whatever the type; integers are exact in it. */
const BYTES = 8;

export class ReferenceBackend implements Backend {
  readonly name = 'reference';
  readonly isOpen = true;
  readonly counters = { dispatches: 0, matmuls: 0, pipelinesCompiled: 0, reads: 0, submits: 0 };
  #live = 0;
  #peak = 0;
  /** Frees the memory of nodes that nothing refers to. */
  readonly #finalizer = new FinalizationRegistry<Claim>((claim) => this.release(claim, 'freed'));

  open(): Promise<void> {
    return Promise.resolve();
  }

  realize(targets: readonly Node[]): void {
    const values = new Map<Node, Float64Array>();
    const valueOf = (node: Node): Float64Array => {
      if (node.storage === undefined) return values.get(node)!;
      return node.storage.handle as Float64Array;
    };
    this.counters.submits++;
    const pending = pendingNodes(targets);
    refuseGone(pending);
    for (const node of pending) {
      this.counters.dispatches++;
      if (node.operation.kind === 'matmul') this.counters.matmuls++;
      values.set(node, evaluate(node, node.inputs.map(valueOf)));
    }
    for (const node of targets) {
      if (node.isComputed) continue;
      const value = values.get(node)!;
      node.storage = new Storage(value.length * BYTES, value);
      node.claim = new Claim(node.storage);
      this.#finalizer.register(node, node.claim);
      node.operation = { kind: 'source' };
      node.inputs = [];
      this.#live += node.storage.bytes;
      this.#peak = Math.max(this.#peak, this.#live);
    }
  }

  read(node: Node): Promise<TypedArray> {
    this.counters.reads++;
    const { array, round } = DTYPES[node.dtype];
    return Promise.resolve(new array(Array.from(this.readFloat64(node), round)));
  }

  /** The value before it is rounded to the tensor's type. */
  readFloat64(node: Node): Float64Array {
    if (!node.isComputed)
      throw new Error(`internal: ${nameOf(node)} of ${sizeOf(node.shape)} elements was not computed`);
    return node.storage!.handle as Float64Array;
  }

  settle(): Promise<void> {
    return Promise.resolve();
  }

  release(claim: Claim, why: Release): void {
    if (!claim.end()) return;
    const { storage } = claim;
    storage.released = why;
    storage.isReclaimed = true;
    storage.handle = undefined;
    this.#live -= storage.bytes;
  }

  memory(): MemoryUse {
    return { live: this.#live, peak: this.#peak, pooled: 0 };
  }

  resetPeak(): void {
    this.#peak = this.#live;
  }
}
