/**
 * Which kernels suit an adapter. A software adapter has few threads and slow barriers: one invocation does much by itself.
 * A real GPU has many threads and memory that a workgroup shares.
 */
export type KernelFamily = 'processor' | 'gpu';

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
