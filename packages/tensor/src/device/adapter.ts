/**
 * Finds the adapters of this machine and chooses one: a real GPU, else a software adapter that is installed, else the
 * embedded SwiftShader.
 */
import { type Dawn, type DawnFlags, type Drivers, requestAdapter } from './dawn.ts';
import { embeddedSource } from './embedded-vulkan.ts';
import { DeviceError, messageOf } from '../errors.ts';
import { remedies } from './remedies.ts';

/** What is known about an adapter. Plain data. */
export interface AdapterInfo {
  /** The name that the driver gives it, such as `SwiftShader Device (Subzero)`. */
  name: string;
  /** A real GPU, or a driver that computes on the CPU. */
  kind: 'gpu' | 'software';
  /** Vendor in lower case, such as `nvidia`; may be empty. */
  vendor: string;
  /** GPU family in lower case, such as `ampere`; may be empty. */
  architecture: string;
  /** Driver and its version, in the driver's own words. */
  driver: string;
  /** The interface below WebGPU: `vulkan`, `metal`, `d3d12`. */
  backend: string;
  /** WebGPU features, sorted. */
  features: string[];
  /** WebGPU limits by name; sizes are in bytes. */
  limits: Record<string, number>;
}

/** An adapter that was found, and can give a device. */
export interface FoundAdapter {
  info: AdapterInfo;
  drivers: Drivers;
  adapter: GPUAdapter;
}

/** A choice, and the reason for it as a sentence. */
export interface AdapterChoice {
  found: FoundAdapter;
  why: string;
}

/**
 * Makes Dawn initialise workgroup memory by a loop in the shader. Else it has Vulkan do so, by a constant that
 * SwiftShader expands element by element: kernels with workgroup arrays took 0.5 to 8 s to compile, now 0.1 s.
 */
export const SOFTWARE_FLAGS: DawnFlags = [
  'disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension',
];

/**
 * Every adapter that Dawn accepts, the most powerful first. Dawn's API gives one adapter at a time, but its refusal of a
 * name lists them all.
 */
export async function findAdapters(dawn: Dawn): Promise<FoundAdapter[]> {
  const together = dawn.manifest === undefined ? 'system' : 'system+embedded';
  const found = await describeAll(dawn, together);
  // A loader before 1.3.207 does not know how to add a driver; it can be given SwiftShader alone.
  if (dawn.manifest !== undefined && !found.some(({ info }) => isSwiftShader(info))) {
    found.push(...(await describeAll(dawn, 'embedded')));
  }
  return found;
}

async function describeAll(dawn: Dawn, drivers: Drivers): Promise<FoundAdapter[]> {
  const found: FoundAdapter[] = [];
  for (const { backend, name } of await listNames(dawn, drivers)) {
    const adapter = await requestAdapter(dawn, [`adapter=${name}`, ...SOFTWARE_FLAGS], drivers);
    if (adapter) found.push({ info: describe(adapter, name, backend), drivers, adapter });
  }
  return found;
}

async function listNames(dawn: Dawn, drivers: Drivers): Promise<{ backend: string; name: string }[]> {
  try {
    await requestAdapter(dawn, ['adapter=dawnbook asks for the list'], drivers);
    return [];
  } catch (error) {
    const lines = messageOf(error).matchAll(/^ \* backend: '(?<backend>[^']*)', name: '(?<name>.*)'$/gm);
    const names = [...lines].map(({ groups }) => ({
      backend: groups?.['backend'] ?? '',
      name: groups?.['name'] ?? '',
    }));
    if (names.length > 0) return names;
    throw new DeviceError('adapter', `Dawn cannot list its adapters: ${messageOf(error)}`, { cause: error });
  }
}

function describe(adapter: GPUAdapter, name: string, backend: string): AdapterInfo {
  const { info, limits } = adapter;
  return {
    name,
    kind: info.isFallbackAdapter ? 'software' : 'gpu',
    vendor: info.vendor,
    architecture: info.architecture,
    driver: info.description,
    backend,
    features: [...adapter.features].toSorted(),
    limits: limitsOf(limits),
  };
}

/** The limits live in getters of the prototype, which spreading does not copy. */
function limitsOf(limits: GPUSupportedLimits): Record<string, number> {
  const copy: Record<string, number> = {};
  for (const name in limits) {
    const value: unknown = limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') copy[name] = value;
  }
  return copy;
}

function isSwiftShader({ name }: AdapterInfo): boolean {
  return /swiftshader/i.test(name);
}

/**
 * Chooses among the adapters that were found.
 *
 * @param wanted `gpu`, `lavapipe`, `swiftshader` or a part of an adapter's name; undefined or empty for the best one
 * @throws {DeviceError} of kind `adapter` if none is there, or none that is wanted
 */
export function chooseAdapter(found: readonly FoundAdapter[], dawn: Dawn, wanted?: string): AdapterChoice {
  if (wanted) {
    const match = found.find(({ info }) => fits(info, wanted));
    if (match)
      return {
        found: match,
        why: `"${wanted}" was asked for, and ${match.info.name} is the first that fits.`,
      };
    throw new DeviceError(
      'adapter',
      [
        `No adapter fits "${wanted}" (from DAWNBOOK_ADAPTER or the option adapter).`,
        found.length > 0 ? 'There is:' : 'There is none at all.',
        ...found.map(({ info }) => `  - "${info.name}" (${info.kind}, ${info.backend})`),
        ...(dawn.embeddedProblem ? [dawn.embeddedProblem.message] : []),
        'Ask for gpu, lavapipe, swiftshader or a part of a name, or for nothing to get the best one.',
      ].join('\n'),
    );
  }
  const gpu = found.find(({ info }) => info.kind === 'gpu');
  if (gpu)
    return {
      found: gpu,
      why: `It is a real GPU${dawn.loader === 'none' ? '' : `, found through ${loaderName(dawn)}`}.`,
    };
  const installed = found.find(({ info }) => !isSwiftShader(info));
  if (installed) return { found: installed, why: 'No GPU was found; this software adapter is installed.' };
  const [embedded] = found;
  if (embedded) {
    const source = embedded.drivers === 'system' ? 'SwiftShader' : `SwiftShader from ${embeddedSource}`;
    return {
      found: embedded,
      why: `No GPU and no installed software adapter was found; ${source} is what remains.`,
    };
  }
  throw new DeviceError(
    'adapter',
    [
      'No adapter was found: WebGPU has nothing to compute on.',
      ...(dawn.embeddedProblem ? [dawn.embeddedProblem.message] : []),
      ...remedies([]).map((remedy) => `  - ${remedy}`),
    ].join('\n'),
  );
}

function loaderName(dawn: Dawn): string {
  return dawn.loader === 'system' ? "the system's Vulkan loader" : 'the embedded Vulkan loader';
}

function fits(info: AdapterInfo, wanted: string): boolean {
  const word = wanted.toLowerCase();
  if (word === 'gpu') return info.kind === 'gpu';
  const name = info.name.toLowerCase();
  return name.includes(word === 'lavapipe' ? 'llvmpipe' : word);
}
