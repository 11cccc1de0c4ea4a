/**
 * Which kernels suit an adapter. A software adapter has few threads and slow barriers: one invocation does much by itself.
 * A real GPU has many threads and memory that a workgroup shares.
 */
export type KernelFamily = 'processor' | 'gpu';

/** How many invocations go in step, as far as kernels make use of it. */
export type Lanes = 1 | 4;

/**
 * Invocations of a subgroup, if all subgroups of the adapter have the same number of them: then those of a workgroup
 * with one dimension are taken in order. With `DAWNBOOK_SUBGROUPS=0`, kernels do without.
 */
export function lanesOf(device: GPUDevice): Lanes {
  if (process.env['DAWNBOOK_SUBGROUPS'] === '0' || !device.features.has('subgroups')) return 1;
  const { subgroupMinSize, subgroupMaxSize } = device.adapterInfo;
  return subgroupMinSize === 4 && subgroupMaxSize === 4 ? 4 : 1;
}

/**
 * The kernels for an adapter: `DAWNBOOK_KERNELS` names them, else the kind of adapter decides.
 *
 * @throws RangeError for an unknown name
 */
export function kernelFamily(adapterKind: 'software' | 'gpu'): KernelFamily {
  const wanted = process.env['DAWNBOOK_KERNELS'];
  if (wanted === undefined || wanted === '') return adapterKind === 'gpu' ? 'gpu' : 'processor';
  if (wanted === 'gpu' || wanted === 'processor') return wanted;
  throw new RangeError(`DAWNBOOK_KERNELS=${wanted} is not known; it is gpu or processor`);
}
