import { type Kernel, kernel, type KernelSpec, type Tensor } from '@dawnbook/tensor';

/**
 * The kernel of {@link outerAdd}: inputs `a` `[n]` and `b` `[m]`, output `out` `[n, m]`, workgroups of 8 × 8 in a
 * two-dimensional grid, one thread per element of the result.
 */
export function outerAddSpec(): KernelSpec {
  return {
    name: 'outerAdd',
    inputs: { a: 'f32', b: 'f32' },
    outputs: { out: { type: 'f32', shape: ({ a, b }) => [a![0]!, b![0]!] } },
    params: { n: 'u32', m: 'u32' },
    workgroupSize: [8, 8],
    workgroups: (_shapes, { n, m }) => [Math.ceil(m! / 8), Math.ceil(n! / 8)],
    wgsl: /* wgsl */ `
      fn main(@builtin(global_invocation_id) id: vec3u) {
        let column = id.x;
        let row = id.y;
        if (row < params.n && column < params.m) {
          out[row * params.m + column] = a[row] + b[column];
        }
      }
    `,
  };
}

let outerAddKernel: Kernel | undefined;

/** `out[i][j] = a[i] + b[j]`, in one dispatch of your kernel: `[n]`, `[m]` → `[n, m]`. */
export function outerAdd(a: Tensor, b: Tensor): Tensor {
  outerAddKernel ??= kernel(outerAddSpec());
  return outerAddKernel({ a, b }, { n: a.size, m: b.size });
}
