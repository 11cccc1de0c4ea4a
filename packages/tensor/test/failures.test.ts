/** Each kind of failure, and that it is thrown where it can be awaited. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { capture } from '../src/device/error-scopes.ts';
import { type Device, DeviceError, type DeviceErrorKind, openDevice } from '../src/index.ts';
import { hasEmbeddedVulkan } from '../src/device/embedded-vulkan.ts';
import { DOUBLE, openWithRaw } from './support.ts';

async function open(adapter?: string): Promise<Device> {
  const device = await openDevice(adapter === undefined ? {} : { adapter });
  onTestFinished(() => device.close());
  return device;
}

/** The error that a promise rejects with, which must be of the kind. */
async function failure(kind: DeviceErrorKind, promise: Promise<unknown>): Promise<string> {
  const error: unknown = await promise.then(
    () => expect.unreachable('it did not fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(DeviceError);
  expect(error).toMatchObject({ kind });
  return (error as DeviceError).message;
}

describe('shader', () => {
  test('a compile error shows message, place, source line and caret', async () => {
    const device = await open();
    const wgsl = [
      '@group(0) @binding(0) var<storage, read_write> y: array<f32>;',
      '@compute @workgroup_size(1) fn main() {',
      '\tlet half = 0.5; y[0] = haff * 2;',
      '}',
    ].join('\n');
    const run = device.run({ wgsl, bindings: {}, workgroups: 1, label: 'halve' });
    expect(await failure('shader', run)).toBe(
      [
        'The WGSL of halve does not compile.',
        "error: unresolved value 'haff'",
        '  at halve, line 3, column 25',
        '  3 | \tlet half = 0.5; y[0] = haff * 2;',
        '    | \t                       ^^^^',
      ].join('\n'),
    );
  });

  test('the notes of an error are shown too', async () => {
    const device = await open();
    const wgsl = /* wgsl */ `
      @compute @workgroup_size(4) fn main(@builtin(local_invocation_index) lane: u32) {
        if (lane > 1) { workgroupBarrier(); }
      }`;
    const message = await failure('shader', device.run({ wgsl, workgroups: 1 }));
    expect(message).toContain("error: 'workgroupBarrier' must only be called from uniform control flow");
    expect(message).toContain("note: builtin 'lane' of 'main' may be non-uniform");
  });

  test('the stack leads to the call', async () => {
    const device = await open();
    async function callerOfRun(): Promise<void> {
      await device.run({ wgsl: 'nonsense', workgroups: 1 });
    }
    const error = await callerOfRun().catch((thrown: unknown) => thrown);
    expect((error as Error).stack).toContain('callerOfRun');
  });
});

describe('validation', () => {
  test('what only WebGPU knows is thrown in its words', async () => {
    const device = await open();
    const wgsl = '@compute @workgroup_size(100000) fn main() {}';
    const message = await failure('validation', device.run({ wgsl, workgroups: 1, label: 'wide' }));
    expect(message).toContain('Compiling wide, entry point main, failed (validation)');
    expect(message).toContain('100000');
  });

  test('the same buffer to read and to write', async () => {
    const device = await open();
    const x = await device.createBuffer(256);
    const run = device.run({ wgsl: DOUBLE, bindings: { x, y: x }, workgroups: 1 });
    expect(await failure('validation', run)).toContain('Running the kernel failed (validation)');
    // The device is fine afterwards.
    expect(await device.read(x, Float32Array)).toEqual(new Float32Array(64));
  });

  test('missing and unknown bindings are named', async () => {
    const device = await open();
    const x = await device.createBuffer(4);
    const run = device.run({ wgsl: DOUBLE, bindings: { x, z: x }, workgroups: 1, label: 'double' });
    expect(await failure('validation', run)).toBe(
      [
        'The bindings given to double are not those of its WGSL.',
        '  missing: @group(0) @binding(1) var<storage, read_write> y',
        '  not declared: z',
        '  declared: x, y',
      ].join('\n'),
    );
  });

  test.each([
    [
      '@group(0) @binding(0) var t: texture_2d<f32>;',
      'let size = textureDimensions(t);',
      /var t, but only buffers/,
    ],
    ['const at = 3; @group(0) @binding(at) var<uniform> u: u32;', 'let v = u;', /must number var<uniform> u/],
  ])('bindings that cannot be given: %s', async (declaration, body, expected) => {
    const device = await open();
    const wgsl = `${declaration} @compute @workgroup_size(1) fn main() { ${body} }`;
    expect(await failure('validation', device.run({ wgsl, workgroups: 1 }))).toMatch(expected);
  });

  test.each([
    ['fn helper() {}', undefined, 'The WGSL of the kernel has no @compute function. It has none.'],
    [DOUBLE, 'triple', 'The WGSL of the kernel has no @compute function "triple". It has: double.'],
    [
      '@compute @workgroup_size(1) fn a() {} @compute @workgroup_size(1) fn b() {}',
      undefined,
      'The WGSL of the kernel has several @compute functions; name one as entryPoint. It has: a, b.',
    ],
  ])('entry points that are not there: %#', async (wgsl, entryPoint, expected) => {
    const device = await open();
    const run = device.run({ wgsl, workgroups: 1, ...(entryPoint === undefined ? {} : { entryPoint }) });
    expect(await failure('validation', run)).toBe(expected);
  });

  test('a grid over the limit', async () => {
    const device = await open();
    const limit = device.adapter.limits['maxComputeWorkgroupsPerDimension']!;
    const wgsl = '@compute @workgroup_size(1) fn main() {}';
    const message = await failure(
      'validation',
      device.run({ wgsl, workgroups: [1, limit + 1], label: 'big' }),
    );
    expect(message).toContain(
      `big: ${limit + 1} workgroups along y are over this adapter's limit of ${limit}`,
    );
    expect(message).toContain('Spread them over two dimensions');
    await device.run({ wgsl, workgroups: [1, limit] });
  });

  test.each([-1, 1.5, Number.NaN])('%s workgroups', async (workgroups) => {
    const device = await open();
    const run = device.run({ wgsl: '@compute @workgroup_size(1) fn main() {}', workgroups });
    expect(await failure('validation', run)).toContain(`along x is ${workgroups}; it must be a whole number`);
  });

  test('buffers over the limits', async () => {
    const device = await open();
    const { maxBufferSize, maxUniformBufferBindingSize } = device.adapter.limits;
    expect(await failure('validation', device.createBuffer(maxBufferSize! + 4))).toContain(
      `A buffer of ${maxBufferSize! + 4} bytes is over this adapter's limit of ${maxBufferSize}`,
    );
    expect(await failure('validation', device.createBuffer(-4))).toContain('cannot have -4 bytes');
    const u = await device.createBuffer(maxUniformBufferBindingSize! + 4);
    const wgsl = /* wgsl */ `
      @group(0) @binding(0) var<uniform> u: vec4f;
      @compute @workgroup_size(1) fn main() { let v = u; }`;
    expect(await failure('validation', device.run({ wgsl, bindings: { u }, workgroups: 1 }))).toContain(
      `binds at most ${maxUniformBufferBindingSize} (maxUniformBufferBindingSize)`,
    );
  });

  test('arrays that WGSL has no type for', async () => {
    const device = await open();
    // @ts-expect-error the type says so as well
    const upload = device.upload(Float64Array.of(1));
    expect(await failure('validation', upload)).toContain('not Float64Array');
  });

  test('a size that is no multiple of the element', async () => {
    const device = await open();
    const buffer = await device.upload(Uint8Array.of(1, 2, 3));
    expect(await failure('validation', device.read(buffer, Float32Array))).toBe(
      'A buffer of 3 bytes cannot be read as Float32Array, whose elements have 4.',
    );
  });

  test('destroyed and foreign buffers', async () => {
    const device = await open();
    const gone = await device.createBuffer(4);
    gone.destroy();
    expect(await failure('validation', device.read(gone, Uint8Array))).toBe(
      'The buffer to read was destroyed.',
    );
    const foreign = await (await open()).createBuffer(4);
    const run = device.run({ wgsl: DOUBLE, bindings: { x: foreign, y: foreign }, workgroups: 1 });
    expect(await failure('validation', run)).toBe(
      'The buffer for x in the kernel belongs to another device.',
    );
  });
});

// A real GPU may have memory for everything that its limits allow, and lavapipe takes it from the whole machine.
test.runIf(hasEmbeddedVulkan())(
  'out-of-memory: a buffer that fits the limits but not the memory',
  async () => {
    const device = await open('swiftshader');
    const size = device.adapter.limits['maxBufferSize']!;
    const message = await failure('out-of-memory', device.createBuffer(size));
    expect(message).toContain(`Making a buffer of ${size} bytes failed (out-of-memory)`);
    expect(await device.read(await device.upload(Uint8Array.of(5)), Uint8Array)).toEqual(Uint8Array.of(5));
  },
);

test('internal: a scope of that kind is told from the others, and comes before what follows from it', async () => {
  // No driver fails on demand, so the scopes of this device are made up.
  const scopes: GPUErrorFilter[] = [];
  const device = {
    pushErrorScope: (filter: GPUErrorFilter) => void scopes.push(filter),
    popErrorScope: async () => ({ message: `from ${scopes.pop()}` }),
  } as unknown as GPUDevice;
  const { value, failure: verdict } = capture(device, 'Working', () => 42);
  expect(value).toBe(42);
  expect(await verdict).toEqual({ kind: 'internal', message: 'Working failed (internal): from internal' });
  expect(scopes).toEqual([]);
});

describe('lost', () => {
  test('what is pending and what comes later reject', async () => {
    const { device, raw } = await openWithRaw();
    const x = await device.createBuffer(256);
    const y = await device.createBuffer(256);
    const pending = [
      device.run({ wgsl: DOUBLE, bindings: { x, y }, workgroups: 1 }),
      device.read(y, Float32Array),
      device.upload(Float32Array.of(1)),
    ];
    const failures = pending.map((operation) => failure('lost', operation));
    raw.destroy();
    for (const message of await Promise.all(failures)) {
      expect(message).toMatch(/^The device .* was lost \(destroyed\): .*open a new device\.$/s);
    }
    await failure('lost', device.createBuffer(4));
    await failure('lost', device.run({ wgsl: DOUBLE, bindings: { x, y }, workgroups: 1 }));
  });
});

describe('closed', () => {
  test('what is pending and what comes later reject', async () => {
    const device = await openDevice();
    const buffer = await device.createBuffer(4);
    const pending = failure('closed', device.read(buffer, Uint8Array));
    device.close();
    expect(await pending).toContain('was closed; open a new one');
    await failure('closed', device.createBuffer(4));
    device.close();
  });

  test('at the end of using and await using', async () => {
    let device: Device;
    {
      using opened = await openDevice();
      device = opened;
    }
    await failure('closed', device.createBuffer(4));
    {
      await using opened = await openDevice();
      device = opened;
    }
    await failure('closed', device.createBuffer(4));
  });
});

describe('uncaptured', () => {
  test('the next operation throws it, once', async () => {
    const { device, raw } = await openWithRaw();
    raw.createBuffer({ size: 4, usage: 0xffff });
    const message = await failure('validation', device.createBuffer(4));
    expect(message).toMatch(/^Something failed on .* outside of any operation: .*65535/s);
    await device.createBuffer(4);
    device.close();
  });

  test('or the end of await using', async () => {
    const { device, raw } = await openWithRaw();
    const block = async (): Promise<void> => {
      await using opened = device;
      await opened.createBuffer(4);
      raw.createBuffer({ size: 4, usage: 0xffff });
    };
    expect(await failure('validation', block())).toContain('outside of any operation');
    await failure('closed', device.createBuffer(4));
  });
});
