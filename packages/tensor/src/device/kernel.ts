/** One run of a compute shader: what a caller says, and how it is submitted. */
import type { DeviceBuffer } from './buffer.ts';
import { DeviceError } from '../errors.ts';
import type { BoundBuffer, Pipeline } from './shader-module.ts';

/** One run of a compute shader. */
export interface KernelRun {
  /** The source of the shader. It is compiled once per device and kept. */
  wgsl: string;
  /** The `@compute` function to run; may be left out if there is only one. */
  entryPoint?: string;
  /** A buffer for each `@group(…) @binding(…)` variable that the entry point uses, by the variable's name. */
  bindings?: Readonly<Record<string, DeviceBuffer>>;
  /** Number of workgroups: along x, or along x, y and z. */
  workgroups: number | readonly [x: number, y?: number, z?: number];
  /** What errors call the kernel. */
  label?: string;
}

/** Records and submits one run. All arguments have been checked. */
export function submitRun(
  device: GPUDevice,
  pipeline: Pipeline,
  bound: readonly BoundBuffer[],
  grid: readonly [number, number, number],
): void {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline.raw);
  for (const [index, layout] of pipeline.layouts.entries()) {
    const entries = bound
      .filter(({ group }) => group === index)
      .map(({ binding, buffer }) => ({ binding, resource: { buffer } }));
    pass.setBindGroup(index, device.createBindGroup({ layout, entries }));
  }
  // Dawn takes an empty grid for a mistake and says so on stdout; here it is what an empty array needs.
  if (grid.every((count) => count > 0)) pass.dispatchWorkgroups(...grid);
  pass.end();
  device.queue.submit([encoder.finish()]);
}

/**
 * The grid in three dimensions.
 *
 * @throws {DeviceError} of kind `validation` if a count is no whole number or over the adapter's limit
 */
export function checkGrid(
  workgroups: KernelRun['workgroups'],
  limit: number,
  name: string,
): [number, number, number] {
  const [x, y = 1, z = 1] = typeof workgroups === 'number' ? [workgroups] : workgroups;
  for (const [axis, count] of Object.entries({ x, y, z })) {
    if (!Number.isInteger(count) || count < 0) {
      throw new DeviceError(
        'validation',
        `${name}: the number of workgroups along ${axis} is ${count}; it must be a whole number.`,
      );
    }
    if (count > limit) {
      throw new DeviceError(
        'validation',
        `${name}: ${count} workgroups along ${axis} are over this adapter's limit of ${limit} per dimension ` +
          '(maxComputeWorkgroupsPerDimension). Spread them over two dimensions and compute the index in the WGSL as ' +
          'workgroup_id.y * num_workgroups.x + workgroup_id.x, or let each invocation do more.',
      );
    }
  }
  return [x, y, z];
}
