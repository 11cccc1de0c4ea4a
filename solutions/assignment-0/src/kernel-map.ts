import { type Kernel, kernel, type KernelSpec, type Tensor } from '@dawnbook/tensor';

/** How many workgroups there are along x before the grid gets a second row: WebGPU's limit per dimension. */
const MAX_WORKGROUPS = 65_535;

/**
 * The kernel of {@link addTen}: input `x`, output `out` of the same shape, workgroups of 64, one thread per element.
 */
export function addTenSpec(): KernelSpec {
  return {
    name: 'addTen',
    inputs: { x: 'f32' },
    outputs: { out: { type: 'f32', shape: ({ x }) => x! } },
    params: { n: 'u32' },
    workgroupSize: 64,
    workgroups: (_shapes, { n }) => {
      const count = Math.ceil(n! / 64);
      const columns = Math.min(count, MAX_WORKGROUPS);
      return [columns, Math.ceil(count / Math.max(1, columns))];
    },
    wgsl: /* wgsl */ `
      fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) grid: vec3u) {
        let i = id.y * (grid.x * 64u) + id.x;
        if (i < params.n) {
          out[i] = x[i] + 10.0;
        }
      }
    `,
  };
}

let addTenKernel: Kernel | undefined;

/** Adds 10 to each element, in one dispatch of your kernel: a new tensor of the same shape. */
export function addTen(x: Tensor): Tensor {
  addTenKernel ??= kernel(addTenSpec());
  return addTenKernel({ x }, { n: x.size });
}
