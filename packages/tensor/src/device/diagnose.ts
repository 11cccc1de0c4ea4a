/** The state of this machine as far as WebGPU is concerned, for a person to read. */
import { createRequire } from 'node:module';
import { release, type as systemName } from 'node:os';
import { type AdapterInfo, type FoundAdapter, chooseAdapter, findAdapters } from './adapter.ts';
import { type Dawn, loadDawn } from './dawn.ts';
import { type Device, type OpenDeviceOptions, openChoice, wantedAdapter } from './device.ts';
import { DeviceError } from '../errors.ts';
import { driverManifests, remedies } from './remedies.ts';

/** The result of a kernel that was run and compared with a computation in float64. */
export interface KernelCheck {
  /** What was computed, and what it was compared with. */
  what: string;
  passed: boolean;
  /** The largest error of a result, relative to the sum of the magnitudes of what was added up. */
  largestError: number;
  /** The largest error that correct rounding in float32 can cause. */
  tolerance: number;
}

/** What {@link diagnose} found out. Plain data. */
export interface Diagnosis {
  /** Whether there is a device, and it computes right. */
  ok: boolean;
  /** The adapter that `openDevice` uses. */
  adapter: AdapterInfo | undefined;
  /** Why it is that one, as a sentence. */
  why: string | undefined;
  /** The other adapters that could be used. */
  others: AdapterInfo[];
  /** Whose Vulkan loader is used; `none` on Metal and Direct3D 12, undefined if Dawn cannot be loaded. */
  loader: 'system' | 'embedded' | 'none' | undefined;
  /** Names of the Vulkan driver manifests that are installed on the system. */
  driverManifests: string[];
  /** Undefined if there is no device to run it on. */
  check: KernelCheck | undefined;
  /** What is wrong, each item a message for a person. */
  problems: string[];
  /** What to do about it, or to get a better adapter; empty if there is nothing to do. */
  remedies: string[];
  /** Versions of what takes part. */
  versions: { node: string; webgpu: string; platform: string; system: string };
}

/**
 * Looks for adapters, chooses one as `openDevice` does, runs a kernel on it and checks the result. What is wrong is
 * reported, not thrown.
 */
export async function diagnose(options: OpenDeviceOptions = {}): Promise<Diagnosis> {
  const problems: string[] = [];
  let dawn: Dawn | undefined;
  let found: FoundAdapter[] = [];
  let device: Device | undefined;
  let check: KernelCheck | undefined;
  try {
    dawn = await loadDawn();
    if (dawn.embeddedProblem) problems.push(dawn.embeddedProblem.message);
    found = await findAdapters(dawn);
    device = await openChoice(dawn, chooseAdapter(found, dawn, wantedAdapter(options)));
    check = await checkKernel(device);
    if (!check.passed)
      problems.push(`${device.adapter.name} computes wrong results; its driver is not usable.`);
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    problems.push(error.message);
  } finally {
    device?.close();
  }
  const infos = found.map(({ info }) => info);
  return {
    ok: check?.passed ?? false,
    adapter: device?.adapter,
    why: device?.why,
    others: infos.filter((info) => info !== device?.adapter),
    loader: dawn?.loader,
    driverManifests: driverManifests(),
    check,
    problems,
    remedies: remedies(infos),
    versions: {
      node: process.versions.node,
      webgpu: webgpuVersion(),
      platform: `${process.platform}-${process.arch}`,
      system: `${systemName()} ${release()}`,
    },
  };
}

function webgpuVersion(): string {
  const { version } = createRequire(import.meta.url)('webgpu/package.json') as { version: string };
  return version;
}

const GROUPS = 64;
const GROUP_SIZE = 64;
const PER_INVOCATION = 4;

/** Storage and uniform buffers, workgroup memory and barriers: what later kernels stand on. */
const DOT_PRODUCTS = /* wgsl */ `
  @group(0) @binding(0) var<uniform> scale: f32;
  @group(0) @binding(1) var<storage, read> x: array<f32>;
  @group(0) @binding(2) var<storage, read> y: array<f32>;
  @group(0) @binding(3) var<storage, read_write> dots: array<f32>;
  var<workgroup> partial: array<f32, ${GROUP_SIZE}>;

  @compute @workgroup_size(${GROUP_SIZE})
  fn dotProducts(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
    let first = (group.x * ${GROUP_SIZE} + lane) * ${PER_INVOCATION};
    var sum = 0f;
    for (var i = first; i < first + ${PER_INVOCATION}; i++) {
      sum += x[i] * y[i];
    }
    partial[lane] = sum;
    for (var half = ${GROUP_SIZE / 2}u; half > 0; half /= 2) {
      workgroupBarrier();
      if (lane < half) {
        partial[lane] += partial[lane + half];
      }
    }
    if (lane == 0) {
      dots[group.x] = scale * partial[0];
    }
  }
`;

/** Runs a kernel and compares its result. */
export async function checkKernel(device: Device): Promise<KernelCheck> {
  const length = GROUPS * GROUP_SIZE * PER_INVOCATION;
  const scale = 0.75;
  const x = Float32Array.from({ length }, (_, i) => ((i * 37) % 1009) / 1009 - 0.5);
  const y = Float32Array.from({ length }, (_, i) => ((i * 101) % 997) / 997 - 0.5);
  const dots = await device.createBuffer(GROUPS * Float32Array.BYTES_PER_ELEMENT);
  await device.run({
    wgsl: DOT_PRODUCTS,
    bindings: {
      scale: await device.upload(Float32Array.of(scale)),
      x: await device.upload(x),
      y: await device.upload(y),
      dots,
    },
    workgroups: GROUPS,
    label: 'the check kernel',
  });
  const actual = await device.read(dots, Float32Array);

  const terms = length / GROUPS;
  let largestError = 0;
  for (let group = 0; group < GROUPS; group++) {
    let dot = 0;
    let magnitude = 0;
    for (let i = group * terms; i < (group + 1) * terms; i++) {
      dot += scale * x[i]! * y[i]!;
      magnitude += Math.abs(scale * x[i]! * y[i]!);
    }
    // A result that is not a number makes the largest error not a number, and that is not within the tolerance.
    largestError = Math.max(largestError, Math.abs(actual[group]! - dot) / magnitude);
  }
  // A term goes through two multiplications and at most PER_INVOCATION + log2(GROUP_SIZE) additions, each with a relative
  // error of at most 2^-24 (Higham, Accuracy and Stability of Numerical Algorithms, section 3.1).
  const roundings = 2 + PER_INVOCATION + Math.log2(GROUP_SIZE);
  const tolerance = (roundings * 2 ** -24) / (1 - roundings * 2 ** -24);
  return {
    what: `${GROUPS} dot products of ${terms} numbers in workgroup memory, against float64`,
    passed: largestError <= tolerance,
    largestError,
    tolerance,
  };
}
