/// <reference types="@webgpu/types" />
/**
 * Loads Dawn, the WebGPU implementation, once per process, and asks it for adapters.
 *
 * On Linux, Dawn needs a Vulkan loader. The system's is used where the dynamic linker finds one; else, on x64, the
 * embedded one. Either loader finds the drivers that are installed, and is told about the embedded SwiftShader through
 * environment variables, which it reads whenever Dawn makes a Vulkan instance.
 */
import { createRequire } from 'node:module';
import { delimiter } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { type EmbeddedVulkan, hasEmbeddedVulkan, unpackEmbeddedVulkan } from './embedded-vulkan.ts';
import { DeviceError, messageOf } from '../errors.ts';

type DawnModule = Pick<typeof import('webgpu'), 'create' | 'globals'>;

/** Dawn, loaded. */
export interface Dawn extends DawnModule {
  /** Whose Vulkan loader Dawn uses; `none` where the platform's GPU interface is another one (Metal, Direct3D 12). */
  loader: 'system' | 'embedded' | 'none';
  /** The manifest of the embedded SwiftShader; undefined where there is none. */
  manifest: string | undefined;
  /** Why the embedded SwiftShader could not be set up, although this platform has one. */
  embeddedProblem: DeviceError | undefined;
}

let loading: Promise<Dawn> | undefined;

/**
 * Loads Dawn on the first call.
 *
 * @throws {DeviceError} of kind `adapter` in a worker thread, if `dawn.node` cannot be loaded, or if the embedded
 * Vulkan loader is needed and cannot be set up
 */
export function loadDawn(): Promise<Dawn> {
  if (!isMainThread) {
    const reason =
      "A device opens in a process's main thread only, because a worker thread's process.env is invisible to the " +
      "Vulkan loader. Start processes in place of worker threads; in Vitest, set pool: 'forks'.";
    return Promise.reject(new DeviceError('adapter', reason));
  }
  loading ??= load();
  // A failure may be cured (a cache folder made writable, say), so it is not kept.
  loading.catch(() => (loading = undefined));
  return loading;
}

async function load(): Promise<Dawn> {
  if (!hasEmbeddedVulkan()) {
    const loader = process.platform === 'linux' ? 'system' : 'none';
    return { ...(await importDawn()), loader, manifest: undefined, embeddedProblem: undefined };
  }
  let embedded: EmbeddedVulkan | DeviceError;
  try {
    embedded = unpackEmbeddedVulkan();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    embedded = error;
  }
  if (systemHasVulkanLoader()) {
    const dawn = { ...(await importDawn()), loader: 'system' as const };
    return embedded instanceof DeviceError
      ? { ...dawn, manifest: undefined, embeddedProblem: embedded }
      : { ...dawn, manifest: embedded.manifest, embeddedProblem: undefined };
  }
  if (embedded instanceof DeviceError) throw embedded;
  const { dawnNode, manifest } = embedded;
  const { create, globals } = await explainingFailure(
    () => createRequire(import.meta.url)(dawnNode) as DawnModule,
  );
  return { create, globals, loader: 'embedded', manifest, embeddedProblem: undefined };
}

async function importDawn(): Promise<DawnModule> {
  const { create, globals } = await explainingFailure(() => import('webgpu'));
  return { create, globals };
}

async function explainingFailure<T>(loadModule: () => T | Promise<T>): Promise<T> {
  try {
    return await loadModule();
  } catch (error) {
    throw new DeviceError(
      'adapter',
      `Cannot load Dawn (npm package webgpu) on ${process.platform}-${process.arch}: ${messageOf(error)}`,
      { cause: error },
    );
  }
}

/**
 * Asks the dynamic linker, which alone knows its search path. Node refuses to load a library that is no addon, but says
 * so in other words than when the library, or one that it needs, is not there.
 */
function systemHasVulkanLoader(): boolean {
  try {
    process.dlopen({ exports: {} }, 'libvulkan.so.1');
    return true;
  } catch (error) {
    return messageOf(error).includes('did not self-register');
  }
}

/** Which drivers a Vulkan instance sees: the system's, SwiftShader next to them, or SwiftShader alone. */
export type Drivers = 'system' | 'system+embedded' | 'embedded';

/** Dawn options, see the README of the npm package webgpu. */
export type DawnFlags = readonly string[];

/**
 * Dawn's instances, by flags and drivers. They are never let go: Dawn polls an instance for the sake of its devices
 * without keeping it, so an instance that is collected at the wrong moment takes the process with it.
 */
const instances = new Map<string, GPU>();

/**
 * Asks for the most powerful adapter that fits the flags. An adapter gives one device, so ask again for another.
 *
 * @throws what Dawn rejects with, if there are adapters but none fits
 */
export async function requestAdapter(
  dawn: Dawn,
  flags: DawnFlags,
  drivers: Drivers,
): Promise<GPUAdapter | undefined> {
  const key = [drivers, ...flags].join('\n');
  // Dawn makes the Vulkan instance synchronously in these two calls, so the environment changes for no one else.
  const request = withEnvironment(driverVariables(dawn.manifest, drivers), () => {
    const instance = instances.get(key) ?? dawn.create([...flags]);
    instances.set(key, instance);
    return instance.requestAdapter({ powerPreference: 'high-performance' });
  });
  return (await request) ?? undefined;
}

/** VK_DRIVER_FILES (before loader 1.3.207: VK_ICD_FILENAMES) replaces the search, VK_ADD_DRIVER_FILES adds to it. */
function driverVariables(manifest: string | undefined, drivers: Drivers): Record<string, string> {
  if (manifest === undefined || drivers === 'system') return {};
  if (drivers === 'embedded') return { VK_DRIVER_FILES: manifest, VK_ICD_FILENAMES: manifest };
  const variable =
    ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES'].find((name) => process.env[name]) ?? 'VK_ADD_DRIVER_FILES';
  const present = process.env[variable];
  return { [variable]: present ? `${present}${delimiter}${manifest}` : manifest };
}

function withEnvironment<T>(variables: Record<string, string>, call: () => T): T {
  const before = Object.keys(variables).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, variables);
  try {
    return call();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}
