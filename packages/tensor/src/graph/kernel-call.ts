/** A call of a kernel that a user wrote, as the graph holds it. */
import type { DType } from '../dtype.ts';
import type { Shape } from '../shape/shape.ts';

/** Memory that a kernel call reads or writes. */
export interface KernelOutput {
  readonly name: string;
  readonly shape: Shape;
  readonly dtype: DType;
}

export interface KernelCall {
  readonly name: string;
  /** The whole WGSL module. */
  readonly wgsl: string;
  /** Names of the inputs, in the order of the node's inputs. */
  readonly inputs: readonly string[];
  readonly outputs: readonly KernelOutput[];
  /** The bytes of the uniform `params`, empty if there is none. */
  readonly params: Uint8Array<ArrayBuffer>;
  readonly workgroups: readonly [x: number, y: number, z: number];
}
