import { type Kernel, kernel, type KernelSpec, type Tensor } from '@dawnbook/tensor';

/** How many workgroups there are along x before the grid gets a second row: WebGPU's limit per dimension. */
const MAX_WORKGROUPS = 65_535;

/**
 * The kernel of {@link rowSum}: input `x` `[rows, cols]`, output `out` `[rows]`, one workgroup of 128 per row, at most
 * 512 bytes of workgroup memory. Each element of `x` is read once, each element of `out` written once.
 */
export function rowSumSpec(): KernelSpec {
  return {
    name: 'rowSum',
    inputs: { x: 'f32' },
    outputs: { out: { type: 'f32', shape: ({ x }) => [x![0]!] } },
    params: { rows: 'u32', cols: 'u32' },
    workgroupSize: 128,
    workgroups: (_shapes, { rows }) => {
      const columns = Math.min(rows!, MAX_WORKGROUPS);
      return [columns, Math.ceil(rows! / Math.max(1, columns))];
    },
    wgsl: /* wgsl */ `
      var<workgroup> partial: array<f32, 128>;

      fn main(
        @builtin(workgroup_id) group: vec3u,
        @builtin(num_workgroups) grid: vec3u,
        @builtin(local_invocation_id) local: vec3u,
      ) {
        let row = group.y * grid.x + group.x;
        let j = local.x;
        var sum = 0.0;
        if (row < params.rows) {
          for (var column = j; column < params.cols; column += 128u) {
            sum += x[row * params.cols + column];
          }
        }
        partial[j] = sum;
        for (var half = 64u; half > 0u; half /= 2u) {
          workgroupBarrier();
          if (j < half) {
            partial[j] += partial[j + half];
          }
        }
        if (j == 0u && row < params.rows) {
          out[row] = partial[0];
        }
      }
    `,
  };
}

let rowSumKernel: Kernel | undefined;

/** The sum of each row, in one dispatch of your kernel: `[rows, cols]` → `[rows]`. */
export function rowSum(x: Tensor): Tensor {
  const [rows, cols] = x.shape;
  rowSumKernel ??= kernel(rowSumSpec());
  return rowSumKernel({ x }, { rows: rows!, cols: cols! });
}
