/** Writes one WGSL module: numbers that may change from run to run go into a uniform, everything else into the text. */
import type { DType } from '../../dtype.ts';
import type { Node } from '../../graph/node.ts';
import { prelude } from '../../ops/wgsl-prelude.ts';

/** How a buffer is declared. */
export interface Binding {
  readonly node: Node;
  readonly name: string;
  /** Four elements at a time. */
  readonly isVector: boolean;
  readonly access: 'read' | 'read_write';
}

const STORED: Readonly<Record<DType, string>> = {
  f32: 'f32',
  f16: 'f16',
  i32: 'i32',
  u32: 'u32',
  bool: 'u32',
};

/** A parameter that is the value of a constant of the graph. */
export interface ConstantParam {
  readonly index: number;
  readonly node: Node;
}

const scratch = new DataView(new ArrayBuffer(4));

/** A number as the 32 bits of a parameter. */
export function bitsOf(value: number, dtype: DType): number {
  if (dtype === 'bool') return value === 0 ? 0 : 1;
  if (dtype === 'i32' || dtype === 'u32') return value >>> 0;
  scratch.setFloat32(0, value);
  return scratch.getUint32(0);
}

/** Threads of a workgroup. */
export const WORKGROUP = 64;

export class ModuleWriter {
  readonly #params: number[] = [];
  readonly #bindings = new Map<Node, Binding>();
  readonly #constants: ConstantParam[] = [];

  /** A parameter as i32. The same number twice is two parameters: which numbers are equal must not change the text. */
  i32(value: number): string {
    return `i32(${this.#next(value >>> 0)})`;
  }

  /** The value of a constant, by its type. */
  constant(value: number, dtype: DType, node: Node): string {
    this.#constants.push({ index: this.#params.length, node });
    const param = this.#next(bitsOf(value, dtype));
    switch (dtype) {
      case 'bool':
        return `(${param} != 0u)`;
      case 'i32':
        return `i32(${param})`;
      case 'u32':
        return param;
      default:
        return `bitcast<f32>(${param})`;
    }
  }

  #next(bits: number): string {
    const index = this.#params.push(bits) - 1;
    return `p[${index >> 2}].${'xyzw'[index & 3]}`;
  }

  /** Declares a buffer, or finds it. */
  bind(node: Node, isVector: boolean, access: Binding['access'] = 'read'): Binding {
    let binding = this.#bindings.get(node);
    if (binding === undefined) {
      binding = { node, name: `b${this.#bindings.size}`, isVector, access };
      this.#bindings.set(node, binding);
    }
    return binding;
  }

  get bindings(): readonly Binding[] {
    return [...this.#bindings.values()];
  }

  get constants(): readonly ConstantParam[] {
    return this.#constants;
  }

  get params(): Uint32Array<ArrayBuffer> {
    return Uint32Array.from(this.#params);
  }

  /** The whole module. */
  module(
    body: string,
    options: {
      workgroupSize?: number;
      declarations?: readonly string[];
      /** Whether the body has `lane`, its place in its subgroup. */
      usesSubgroups?: boolean;
    } = {},
  ): string {
    const vectors = Math.max(1, Math.ceil(this.#params.length / 4));
    const enable = [
      ...(this.bindings.some(({ node }) => node.dtype === 'f16') ? ['f16'] : []),
      ...(options.usesSubgroups === true ? ['subgroups'] : []),
    ];
    const declarations = this.bindings.map(({ node, name, isVector, access }, index) => {
      const element = isVector ? `vec4<${STORED[node.dtype]}>` : STORED[node.dtype];
      return `@group(0) @binding(${index + 1}) var<storage, ${access}> ${name}: array<${element}>;`;
    });
    const lane = options.usesSubgroups === true ? ', @builtin(subgroup_invocation_id) lane: u32' : '';
    return [
      ...enable.map((feature) => `enable ${feature};`),
      `@group(0) @binding(0) var<uniform> p: array<vec4<u32>, ${vectors}>;`,
      ...declarations,
      ...(options.declarations ?? []),
      prelude(body),
      `@compute @workgroup_size(${options.workgroupSize ?? WORKGROUP})`,
      'fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,',
      `    @builtin(local_invocation_index) local: u32${lane}) {`,
      body,
      '}',
    ].join('\n');
  }
}
