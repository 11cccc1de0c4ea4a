/** What every tensor has: a value in the graph, a type, a place among the gradients. */
import { type BackwardOptions, backward } from '../autograd/backward.ts';
import type { GradRecord } from '../autograd/record.ts';
import { type DType, isFloat, type TypedArray } from '../dtype.ts';
import { backend, readNode, replaceNode } from '../engine.ts';
import { ShapeError, TensorError } from '../errors.ts';
import type { Node } from '../graph/node.ts';
import { sameShape, type Shape, show, sizeOf } from '../shape/shape.ts';
import { format } from './format.ts';
import { adopt } from './scope.ts';
import type { Tensor } from './tensor.ts';
import type { NestedArray } from './types.ts';

/** Called with the gradient of a leaf once it is final. */
export type GradHook = (grad: Tensor) => void;

export abstract class TensorBase implements Disposable {
  /** The gradient of the last `backward()` calls, added up; `null` before the first. Only leaves have one. */
  grad: Tensor | null = null;
  /** @internal How it came about, if somebody may differentiate it. */
  record: GradRecord | undefined;
  /** @internal The operation without a gradient that it came through, if nothing else would need one. */
  cutBy: string | undefined;
  /** @internal */
  readonly hooks = new Set<GradHook>();
  #node: Node;
  #leafRequiresGrad = false;
  #disposed = false;
  #isLent = false;

  constructor(node: Node) {
    this.#node = node;
    node.handles++;
    adopt(this as unknown as Tensor);
  }

  /** @internal */
  get node(): Node {
    if (this.#disposed) throw new TensorError(`this tensor of shape ${show(this.shape)} was freed`);
    return this.#node;
  }

  /** @internal Whether this is its value, freed or not. */
  has(node: Node): boolean {
    return this.#node === node;
  }

  /** Axis lengths. */
  get shape(): Shape {
    return this.#node.shape;
  }

  /** Number of axes. */
  get rank(): number {
    return this.shape.length;
  }

  /** Number of elements. */
  get size(): number {
    return sizeOf(this.shape);
  }

  /** Type of the elements. */
  get dtype(): DType {
    return this.#node.dtype;
  }

  /** Whether `backward()` of something computed from it gives it, or what it was made of, a gradient. */
  get requiresGrad(): boolean {
    return this.#leafRequiresGrad || this.record !== undefined;
  }

  /**
   * @throws TensorError for a tensor of integers, or one that was computed from others
   */
  set requiresGrad(on: boolean) {
    if (on && !isFloat(this.dtype)) {
      throw new TensorError(
        `requiresGrad: a tensor of ${this.dtype} has no gradients; only f32 and f16 have`,
      );
    }
    if (this.record !== undefined) {
      throw new TensorError(
        `requiresGrad can be set on leaves only; this tensor is the result of ${this.record.name}. Use detach() first`,
      );
    }
    this.#leafRequiresGrad = on;
  }

  /** Whether it was not computed from tensors that require gradients. */
  get isLeaf(): boolean {
    return this.record === undefined;
  }

  /** The elements, row by row, in a new array; `bool` as 0 and 1. */
  async data(): Promise<TypedArray> {
    return readNode(this.node);
  }

  /** The elements as nested arrays, or a number if there are no axes. */
  async array(): Promise<NestedArray> {
    const data = await this.data();
    let at = 0;
    const { shape } = this;
    const build = (axis: number): NestedArray =>
      axis === shape.length ? data[at++]! : Array.from({ length: shape[axis]! }, () => build(axis + 1));
    return build(0);
  }

  /**
   * The only element, as a number.
   *
   * @throws ShapeError if there is not exactly one
   */
  async item(): Promise<number> {
    if (this.size !== 1)
      throw new ShapeError(`item: shape ${show(this.shape)} has ${this.size} elements, not 1`);
    return (await this.data())[0]!;
  }

  /**
   * Differentiates this tensor with respect to all leaves that it was computed from, and adds the results to their
   * {@link grad}. What was recorded on the way is let go of, unless `retainGraph` is set.
   *
   * @param gradient - of the final result with respect to this tensor; 1 for a tensor of one element
   * @throws TensorError if it requires no gradient, has more than one element and no `gradient`, or was differentiated
   * before
   */
  backward(gradient?: Tensor, options?: BackwardOptions): void {
    backward(this as unknown as Tensor, gradient, options);
  }

  /** Calls a function with each final gradient of this leaf, once per `backward()`. Returns how to stop. */
  onGrad(hook: GradHook): () => void {
    this.hooks.add(hook);
    return () => void this.hooks.delete(hook);
  }

  /**
   * Gives this tensor another value, in place: whoever refers to it sees the new one. The memory of the old value ends as
   * soon as the new one is computed and no other tensor has the old one. A result that was handed to `assign()` before
   * it was computed does not count: it is there for that. Gradients of what was recorded before are those at the old value;
   * they are an error once something else has taken its memory.
   *
   * @throws ShapeError if shape or type differ; TensorError if it was computed from tensors that require gradients
   */
  assign(value: Tensor): this {
    if (!sameShape(this.shape, value.shape) || this.dtype !== value.dtype) {
      throw new ShapeError(
        `assign: a tensor of ${this.dtype} ${show(this.shape)} cannot take ${value.dtype} ${show(value.shape)}`,
      );
    }
    if (this.record !== undefined)
      throw new TensorError(`assign: this tensor is the result of ${this.record.name}`);
    const [old, next] = [this.node, value.node];
    if (old === next) return this;
    this.#letGo();
    value.lend();
    next.handles++;
    this.#node = next;
    replaceNode(old, next);
    return this;
  }

  /**
   * @internal Somebody else takes its value over. If it looks like the result of a formula that was written for that, it
   * is no reason to keep the value.
   */
  lend(): void {
    const node = this.#node;
    if (this.#isLent || this.#leafRequiresGrad || node.isComputed) return;
    node.lent++;
    this.#isLent = true;
  }

  /** It has its node no more. */
  #letGo(): void {
    this.#node.handles--;
    if (this.#isLent) this.#node.lent--;
    this.#isLent = false;
  }

  /** Frees its memory now, and not when nothing refers to it any more. It cannot be used after that. */
  dispose(): void {
    if (this.#disposed) return;
    this.#disposed = true;
    const { handles, claim } = this.#node;
    this.#letGo();
    if (handles === 1 && claim !== undefined) backend().release(claim, 'freed');
  }

  /** Frees its memory at the end of a `using` block. */
  [Symbol.dispose](): void {
    this.dispose();
  }

  /** Shape, type and, once they are known on the host, the elements. */
  toString(): string {
    return format(this as unknown as Tensor);
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString();
  }
}
