import { describe, expect, test } from 'vitest';
import { type AdapterInfo, type FoundAdapter, chooseAdapter, findAdapters } from '../src/device/adapter.ts';
import { type Dawn, loadDawn } from '../src/device/dawn.ts';
import { hasEmbeddedVulkan } from '../src/device/embedded-vulkan.ts';
import { DeviceError } from '../src/index.ts';
import { type MachineFacts, remedies } from '../src/device/remedies.ts';

function found(name: string, kind: AdapterInfo['kind']): FoundAdapter {
  const info = {
    name,
    kind,
    vendor: '',
    architecture: '',
    driver: '',
    backend: 'vulkan',
    features: [],
    limits: {},
  };
  return { info, drivers: 'system+embedded', adapter: {} as GPUAdapter };
}

const gpu = found('NVIDIA H100 80GB HBM3', 'gpu');
const otherGpu = found('Intel(R) UHD Graphics 770', 'gpu');
const lavapipe = found('llvmpipe (LLVM 19.1.7, 256 bits)', 'software');
const swiftshader = found('SwiftShader Device (Subzero)', 'software');
const dawn = { loader: 'system', embeddedProblem: undefined } as Dawn;

describe('without a wish', () => {
  test.each([
    [
      [swiftshader, lavapipe, gpu, otherGpu],
      gpu,
      "It is a real GPU, found through the system's Vulkan loader.",
    ],
    [[swiftshader, lavapipe], lavapipe, 'No GPU was found; this software adapter is installed.'],
    [
      [swiftshader],
      swiftshader,
      'No GPU and no installed software adapter was found; SwiftShader from @sparticuz/chromium 153.0.0 is what remains.',
    ],
  ])('the best adapter is taken: %#', (all, expected, why) => {
    expect(chooseAdapter(all, dawn)).toEqual({ found: expected, why });
    expect(chooseAdapter(all, dawn, '')).toEqual({ found: expected, why });
  });

  test('nothing to choose from', () => {
    const embeddedProblem = new DeviceError('adapter', 'The cache is full.');
    expect(() => chooseAdapter([], { ...dawn, embeddedProblem })).toThrow(
      /^No adapter was found: WebGPU has nothing to compute on\.\nThe cache is full\./,
    );
  });
});

describe('with a wish', () => {
  const all = [swiftshader, lavapipe, gpu, otherGpu];

  test.each([
    ['gpu', gpu],
    ['lavapipe', lavapipe],
    ['llvmpipe', lavapipe],
    ['swiftshader', swiftshader],
    ['SWIFT', swiftshader],
    ['intel', otherGpu],
    ['UHD Graphics 770', otherGpu],
  ])('%s', (wanted, expected) => {
    const choice = chooseAdapter(all, dawn, wanted);
    expect(choice.found).toBe(expected);
    expect(choice.why).toContain(`"${wanted}" was asked for`);
  });

  test.each(['gpu', 'radeon'])('%s is not there', (wanted) => {
    expect(() => chooseAdapter([swiftshader, lavapipe], dawn, wanted)).toThrow(
      [
        `No adapter fits "${wanted}" (from DAWNBOOK_ADAPTER or the option adapter).`,
        'There is:',
        '  - "SwiftShader Device (Subzero)" (software, vulkan)',
        '  - "llvmpipe (LLVM 19.1.7, 256 bits)" (software, vulkan)',
        'Ask for gpu, lavapipe, swiftshader or a part of a name, or for nothing to get the best one.',
      ].join('\n'),
    );
  });
});

test.runIf(hasEmbeddedVulkan())('SwiftShader is always among the adapters', async () => {
  const before = { ...process.env };
  const adapters = await findAdapters(await loadDawn());
  expect(adapters.map(({ info }) => info)).toContainEqual(
    expect.objectContaining({ name: 'SwiftShader Device (Subzero)', kind: 'software', backend: 'vulkan' }),
  );
  // The driver is told through the environment, of which nothing may be left for child processes.
  expect({ ...process.env }).toEqual(before);
});

describe('remedies', () => {
  const bare: MachineFacts = { platform: 'linux', nvidia: false, dri: false, lavapipe: false };
  const software = [swiftshader.info];

  test('nothing to do with a GPU, or without one in the machine', () => {
    expect(remedies([gpu.info], { ...bare, nvidia: true, dri: true })).toEqual([]);
    expect(remedies(software, bare)).toEqual([]);
  });

  test.each([
    ['an NVIDIA GPU without its driver', software, { nvidia: true }, 'NVIDIA_DRIVER_CAPABILITIES=all'],
    ['a GPU without Mesa', software, { dri: true }, 'mesa-vulkan-drivers'],
    ['a Mesa that is too old', software, { lavapipe: true }, 'Mesa 22.3 (Debian 12) is too old'],
    ['no adapter on Linux', [], {}, "Install Mesa's software driver"],
    ['no adapter on macOS', [], { platform: 'darwin' as const }, 'Metal'],
    ['no adapter on Windows', [], { platform: 'win32' as const }, 'Direct3D 12'],
  ])('%s', (_what, adapters, facts, expected) => {
    const advice = remedies(adapters, { ...bare, ...facts });
    expect(advice).toHaveLength(1);
    expect(advice[0]).toContain(expected);
  });
});
