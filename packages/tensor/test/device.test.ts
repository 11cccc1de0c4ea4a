import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Device, type NumericArray, type NumericArrayType, openDevice } from '../src/index.ts';
import { DOUBLE } from './support.ts';

let device: Device;
beforeAll(async () => {
  device = await openDevice();
});
afterAll(() => device.close());

describe('buffers', () => {
  test.each([
    Float32Array.of(0, -1.5, Math.fround(Math.PI), Infinity),
    Int32Array.of(0, -1, 2 ** 31 - 1, -(2 ** 31)),
    Uint32Array.of(0, 1, 2 ** 32 - 1),
    Float16Array.of(0, -1.5, 65504),
    Uint8Array.of(1, 2, 3, 4, 5, 6, 7),
    new Float32Array(0),
    Float32Array.from({ length: 1_000_003 }, (_, i) => i),
  ])('what was uploaded is read back: %#', async (data) => {
    const buffer = await device.upload(data);
    expect(buffer.byteLength).toBe(data.byteLength);
    const type = data.constructor as NumericArrayType<NumericArray>;
    expect(await device.read(buffer, type)).toEqual(data);
  });

  test('a view of a larger array uploads only what it shows', async () => {
    const view = Float32Array.of(0, 1, 2, 3, 4).subarray(2, 4);
    expect(await device.read(await device.upload(view), Float32Array)).toEqual(Float32Array.of(2, 3));
  });

  test('a shared array uploads like another', async () => {
    const shared = new Int32Array(new SharedArrayBuffer(8));
    shared.set([7, -7]);
    expect(await device.read(await device.upload(shared), Int32Array)).toEqual(Int32Array.of(7, -7));
  });

  test('a new buffer holds zeros', async () => {
    expect(await device.read(await device.createBuffer(12), Uint32Array)).toEqual(Uint32Array.of(0, 0, 0));
  });

  test('the same bytes can be read as another type', async () => {
    const buffer = await device.upload(Float32Array.of(1));
    // IEEE 754: 1 has a biased exponent of 127 and no fraction.
    expect(await device.read(buffer, Uint32Array)).toEqual(Uint32Array.of(127 << 23));
  });
});

describe('kernels', () => {
  test('a kernel finds its buffers by name', async () => {
    const x = await device.upload(Float32Array.of(1, 2, 3));
    const y = await device.createBuffer(12);
    await device.run({ wgsl: DOUBLE, bindings: { y, x }, workgroups: 1 });
    expect(await device.read(y, Float32Array)).toEqual(Float32Array.of(2, 4, 6));
  });

  test('uniform and storage buffers, spread over groups with a gap', async () => {
    const wgsl = /* wgsl */ `
      struct Line { slope: f32, offset: f32 }
      @group(2) @binding(5) var<storage, read_write> y: array<f32>;
      @group(0) @binding(3) var<uniform> line: Line;
      @compute @workgroup_size(1) fn main(@builtin(workgroup_id) id: vec3u) {
        y[id.x] = line.slope * f32(id.x) + line.offset;
      }`;
    const y = await device.createBuffer(16);
    const line = await device.upload(Float32Array.of(10, 1));
    await device.run({ wgsl, bindings: { y, line }, workgroups: 4 });
    expect(await device.read(y, Float32Array)).toEqual(Float32Array.of(1, 11, 21, 31));
  });

  test('a grid in three dimensions', async () => {
    const wgsl = /* wgsl */ `
      @group(0) @binding(0) var<storage, read_write> count: atomic<u32>;
      @compute @workgroup_size(1) fn main() { atomicAdd(&count, 1); }`;
    const count = await device.createBuffer(4);
    await device.run({ wgsl, bindings: { count }, workgroups: [2, 3, 4] });
    await device.run({ wgsl, bindings: { count }, workgroups: [5, 0] });
    expect(await device.read(count, Uint32Array)).toEqual(Uint32Array.of(24));
  });

  test('of several entry points the named one runs, and needs only its own bindings', async () => {
    const wgsl = /* wgsl */ `
      @group(0) @binding(0) var<storage, read_write> a: array<u32>;
      @group(0) @binding(1) var<storage, read_write> b: array<u32>;
      fn setB() { b[0] = 2; }
      @compute @workgroup_size(1) fn first() { a[0] = 1; }
      @compute @workgroup_size(1) fn second() { setB(); }`;
    const a = await device.createBuffer(4);
    const b = await device.createBuffer(4);
    await device.run({ wgsl, entryPoint: 'first', bindings: { a }, workgroups: 1 });
    await device.run({ wgsl, entryPoint: 'second', bindings: { a, b }, workgroups: 1 });
    expect(await device.read(a, Uint32Array)).toEqual(Uint32Array.of(1));
    expect(await device.read(b, Uint32Array)).toEqual(Uint32Array.of(2));
  });

  test('runs that nobody waits for happen in the order of their calls', async () => {
    // Each appends a digit. The second source is new, so it compiles while the first is compiled already.
    const append = (digit: number) => /* wgsl */ `
      @group(0) @binding(0) var<storage, read_write> digits: u32;
      @compute @workgroup_size(1) fn main() { digits = digits * 10 + ${digit}; }`;
    const digits = await device.createBuffer(4);
    const bindings = { digits };
    await device.run({ wgsl: append(1), bindings, workgroups: 1 });
    const runs = [2, 1, 3, 1, 2].map((digit) => device.run({ wgsl: append(digit), bindings, workgroups: 1 }));
    expect(await device.read(digits, Uint32Array)).toEqual(Uint32Array.of(121312));
    await Promise.all(runs);
  });

  test('workgroup memory starts as zeros', async () => {
    const size = Math.floor(device.adapter.limits['maxComputeWorkgroupStorageSize']! / 4);
    // Each workgroup looks at all memory and then leaves numbers in it for those that run there after it.
    const wgsl = /* wgsl */ `
      @group(0) @binding(0) var<storage, read_write> dirty: atomic<u32>;
      @group(0) @binding(1) var<storage, read_write> total: atomic<u32>;
      var<workgroup> memory: array<u32, ${size}>;
      @compute @workgroup_size(64) fn main(@builtin(local_invocation_index) lane: u32) {
        for (var i = lane; i < ${size}; i += 64) {
          if (memory[i] != 0) { atomicAdd(&dirty, 1); }
          memory[i] = i + 1;
          atomicAdd(&total, memory[i] - i);
        }
      }`;
    const dirty = await device.createBuffer(4);
    const total = await device.createBuffer(4);
    const groups = 64;
    await device.run({ wgsl, bindings: { dirty, total }, workgroups: groups });
    expect(await device.read(dirty, Uint32Array)).toEqual(Uint32Array.of(0));
    expect(await device.read(total, Uint32Array)).toEqual(Uint32Array.of(groups * size));
  });
});

test('the adapter is described in plain data', () => {
  expect(structuredClone(device.adapter)).toEqual(device.adapter);
  expect(device.adapter.name).not.toBe('');
  expect(['gpu', 'software']).toContain(device.adapter.kind);
  // Guaranteed by the WebGPU specification, section "Limits".
  expect(device.adapter.limits['maxComputeWorkgroupsPerDimension']).toBeGreaterThanOrEqual(65_535);
  expect(device.why).toMatch(/\.$/);
});
