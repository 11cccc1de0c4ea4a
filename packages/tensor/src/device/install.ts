/** WebGPU for other libraries, which look for it where browsers have it. */
import { chooseAdapter, findAdapters, SOFTWARE_FLAGS } from './adapter.ts';
import { loadDawn, requestAdapter } from './dawn.ts';
import { wantedAdapter } from './device.ts';

/**
 * Makes `navigator.gpu` and the WebGPU globals, with the adapter that this package would choose, for libraries that were
 * written for browsers.
 *
 * @throws DeviceError of kind `adapter` if there is no adapter, or not the one that `DAWNBOOK_ADAPTER` names
 */
export async function installWebGpu(): Promise<void> {
  const dawn = await loadDawn();
  const { found } = chooseAdapter(await findAdapters(dawn), dawn, wantedAdapter({}));
  Object.assign(globalThis, dawn.globals);
  const { name, kind } = found.info;
  const flags = [`adapter=${name}`, ...(kind === 'software' ? SOFTWARE_FLAGS : [])];
  const request = async (): Promise<GPUAdapter | null> =>
    (await requestAdapter(dawn, flags, found.drivers)) ?? null;
  const gpu = {
    requestAdapter: request,
    getPreferredCanvasFormat: () => 'bgra8unorm',
  };
  Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
}
