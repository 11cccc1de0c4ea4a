/** What the engine says about what it does: explain(), traces, toString(), and a few kernels as text. */
import { describe, expect, test } from 'vitest';
import { explain, randn, tensor, type Tensor } from '../../src/index.ts';
import { schedule } from '../../src/backend/webgpu/schedule.ts';
import { runScript, sourceFolder } from '../support.ts';
import { rmsNorm, softmax } from './support/transformer.ts';

const x = (...shape: number[]): Tensor => randn(shape, { seed: 1 });

/** The WGSL of the kernels that would compute tensors; all adapters bind eight buffers at least. */
function kernelsOf(...tensors: readonly Tensor[]): string[] {
  return schedule(
    tensors.map(({ node }) => node),
    8,
  ).programs.map(({ wgsl }) => wgsl);
}

describe('explain()', () => {
  test('what fuses with what, what moves, what is computed', () => {
    const [input, weight, bias] = [x(64, 32), x(32, 16), x(16)];
    const hidden = input.matmul(weight).add(bias).tanh();
    expect(explain(softmax(hidden))).toMatchInlineSnapshot(`
      "15 operations in 2 kernels; 3 uploads; 22.6 kB moved; 70656 floating-point operations
        1. matmul+tanh: data f32[64, 32], data f32[32, 16], data f32[16] → tanh f32[64, 16]; 14.4 kB, 66560 FLOP
        2. max+exp+sum+div: tanh f32[64, 16] → div f32[64, 16]; 8.2 kB, 4096 FLOP"
    `);
  });

  test('of what is there', async () => {
    const y = tensor([1, 2]).add(1);
    await y.data();
    expect(explain(y)).toBe('Nothing to compute: the values are there.');
  });

  test('needs no device, and computes nothing', () => {
    const y = x(4, 4).exp();
    explain(y);
    expect(y.node.isComputed).toBe(false);
  });
});

describe('toString()', () => {
  test('values that the host knows, type and shape of others', () => {
    expect(
      String(
        tensor([
          [1, 2.5],
          [-3, 1 / 3],
        ]),
      ),
    ).toMatchInlineSnapshot(`
      "Tensor f32 [2, 2] [[1, 2.5],
       [-3, 0.33333]]"
    `);
    expect(String(tensor(Float32Array.from({ length: 20 }, (_value, i) => i)))).toMatchInlineSnapshot(`"Tensor f32 [20] [0, 1, 2, …, 17, 18, 19]"`);
    expect(String(tensor([true, false]))).toMatchInlineSnapshot(`"Tensor bool [2] [1, 0]"`);
    expect(String(tensor([1]).add(1))).toMatchInlineSnapshot(`"Tensor f32 [1] (not computed yet; await data() or array() for the values)"`);
  });
});

describe('DAWNBOOK_TRACE', () => {
  const script = `
    const { tensor } = await import(${JSON.stringify(`${sourceFolder}/index.ts`)});
    const x = tensor([[1, 2], [3, 4]]);
    console.log(await x.mul(2).sum(1).array());
  `;
  const trace = async (level: string): Promise<string> => {
    const { stdout, stderr, code } = await runScript(script, { environment: { DAWNBOOK_TRACE: level } });
    expect([stdout.trim(), code]).toEqual(['[ 6, 14 ]', 0]);
    return stderr.trim();
  };

  test('1: kernels', async () => {
    expect(await trace('1')).toMatchInlineSnapshot(`"kernel sum+move: grid 1 × 1 × 1, f32[2, 2] →f32[2]"`);
  });

  test('3: the graph, the WGSL of new kernels, and kernels', async () => {
    expect(await trace('3')).toMatchInlineSnapshot(`
      "graph
        %2 = constant  : f32[2, 2]
        %1 = data  : f32[2, 2]
        %3 = mul %1, %2 : f32[2, 2]
        %4 = sum %3 : f32[2, 1]
        %5 = reshape %4 : f32[2]
      compiling sum+move
      @group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<f32>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let item = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      if (item >= i32(p[0].x)) { return; }
      let i0 = item;
      let v1: f32 = bitcast<f32>(p[0].z);
      var r0a: f32 = f32(0.0);
      for (var lane = 0; lane < i32(p[0].y); lane++) {
      let linear = item * i32(p[0].y) + lane;
      let l0 = lane;
      let v0: f32 = b0[linear];
      let v2: f32 = (v0 * v1);
      r0a = r0a + v2;
      }
      let r0 = r0a;
      b1[item] = r0;
      }
      kernel sum+move: grid 1 × 1 × 1, f32[2, 2] →f32[2]"
    `);
  });
});

describe('kernels as text', () => {
  test('an element-wise chain, four at a time', () => {
    expect(kernelsOf(x(8, 8).mul(2).add(1).maximum(0))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;
      fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<u32>>(x) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u); }
      fn max_4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> { return select(max(a, b), a + b, is_nan_4(a) | is_nan_4(b)); }
      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i0 = (item) * 4;
      let v0: vec4<f32> = b0[item];
      let v1: f32 = bitcast<f32>(p[0].y);
      let v2: vec4<f32> = (v0 * vec4<f32>(v1));
      let v3: f32 = bitcast<f32>(p[0].z);
      let v4: vec4<f32> = (v2 + vec4<f32>(v3));
      let v5: f32 = bitcast<f32>(p[0].w);
      let v6: vec4<f32> = max_4(v4, vec4<f32>(v5));
      b1[item] = v6;
      }
      }",
      ]
    `);
  });

  test('of an odd number of elements', () => {
    expect(kernelsOf(x(3, 5).exp())).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<f32>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;
      fn is_nan_(x: f32) -> bool { return (bitcast<u32>(x) & u32(0x7fffffffu)) > u32(0x7f800000u); }
      fn exp_(x: f32) -> f32 { return select(exp(x), x, is_nan_(x)); }
      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i0 = item;
      let v0: f32 = b0[item];
      let v1: f32 = exp_(v0);
      b1[item] = v1;
      }
      }",
      ]
    `);
  });

  test('broadcast: a row and a column', () => {
    expect(kernelsOf(x(6, 1).add(x(7)))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<f32>;
      @group(0) @binding(2) var<storage, read> b1: array<f32>;
      @group(0) @binding(3) var<storage, read_write> b2: array<f32>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i1 = item % i32(p[0].y);
      let i1_ = item / i32(p[0].y);
      let i0 = i1_;
      let v0: f32 = b0[(i0)];
      let v1: f32 = b1[(i1)];
      let v2: f32 = (v0 + v1);
      b2[item] = v2;
      }
      }",
      ]
    `);
  });

  test('a transposed view', () => {
    expect(kernelsOf(x(6, 8).transpose(0, 1).neg())).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<f32>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i1 = item % i32(p[0].y);
      let i1_ = item / i32(p[0].y);
      let i0 = i1_;
      let v0: f32 = b0[(i0 + i1 * i32(p[0].z))];
      let v1: f32 = (-v0);
      b1[item] = v1;
      }
      }",
      ]
    `);
  });

  test('every other element, backwards', () => {
    expect(kernelsOf(x(9).slice([null, null, -2]).abs())).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<f32>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i0 = item;
      let v0: f32 = b0[(i0 * i32(p[0].y) + i32(p[0].z))];
      let v1: f32 = abs(v0);
      b1[item] = v1;
      }
      }",
      ]
    `);
  });

  test('padding', () => {
    expect(kernelsOf(x(5).pad(0, 2, 1))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 2>;
      @group(0) @binding(1) var<storage, read> b0: array<f32>;
      @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i0 = (item) * 4;
      let v0: vec4<i32> = (vec4<i32>((item * 4)) + vec4<i32>(0, 1, 2, 3));
      let v1: i32 = i32(p[0].y);
      let v2: vec4<bool> = (v0 >= vec4<i32>(v1));
      let v3: i32 = i32(p[0].z);
      let v4: vec4<bool> = (v0 < vec4<i32>(v3));
      let v5: vec4<bool> = (v2 & v4);
      let v6: vec4<f32> = vec4(b0[(i0 + i32(p[0].w)) + 0], b0[(i0 + i32(p[0].w)) + 1], b0[(i0 + i32(p[0].w)) + 2], b0[(i0 + i32(p[0].w)) + 3]);
      let v7: f32 = bitcast<f32>(p[1].x);
      let v8: vec4<f32> = select(vec4<f32>(v7), v6, v5);
      b1[item] = v8;
      }
      }",
      ]
    `);
  });

  test('a sum of rows', () => {
    expect(kernelsOf(x(20, 32).sum(1))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let item = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      if (item >= i32(p[0].x)) { return; }
      let i0 = item;
      var r0a: vec4<f32> = vec4<f32>(0.0);
      for (var lane = 0; lane < i32(p[0].y); lane++) {
      let linear = item * i32(p[0].y) + lane;
      let l0 = (lane) * 4;
      let v0: vec4<f32> = b0[linear];
      r0a = r0a + v0;
      }
      let r0 = r0a.x + r0a.y + r0a.z + r0a.w;
      b1[item] = r0;
      }",
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i0 = (item) * 4;
      let v0: vec4<f32> = b0[item];
      b1[item] = v0;
      }
      }",
      ]
    `);
  });

  test('a sum of columns', () => {
    expect(kernelsOf(x(20, 32).sum(0))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let item = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      if (item >= i32(p[0].x)) { return; }
      let i0 = (item) * 4;
      var r0a: vec4<f32> = vec4<f32>(0.0);
      for (var lane = 0; lane < i32(p[0].y); lane++) {
      let l0 = lane;
      let v0: vec4<f32> = b0[((i0 + l0 * i32(p[0].z))) / 4];
      r0a = r0a + v0;
      }
      let r0 = r0a;
      b1[item] = r0;
      }",
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i0 = (item) * 4;
      let v0: vec4<f32> = b0[item];
      b1[item] = v0;
      }
      }",
      ]
    `);
  });

  test('softmax', () => {
    expect(kernelsOf(softmax(x(20, 32)))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;
      var<private> infinity_bits: u32 = 0x7f800000u;
      var<private> nan_bits: u32 = 0x7fc00000u;
      fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<u32>>(x) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u); }
      fn max_4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> { return select(max(a, b), a + b, is_nan_4(a) | is_nan_4(b)); }
      fn is_nan_(x: f32) -> bool { return (bitcast<u32>(x) & u32(0x7fffffffu)) > u32(0x7f800000u); }
      fn max_(a: f32, b: f32) -> f32 { return select(max(a, b), a + b, is_nan_(a) | is_nan_(b)); }
      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let item = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      if (item >= i32(p[0].x)) { return; }
      let i0 = item;
      var r0a: vec4<f32> = vec4<f32>(-bitcast<f32>(infinity_bits));
      for (var lane = 0; lane < i32(p[0].y); lane++) {
      let linear = item * i32(p[0].y) + lane;
      let l0 = (lane) * 4;
      let v0: vec4<f32> = b0[linear];
      r0a = max_4(r0a, v0);
      }
      let r0 = max_(max_(max_(r0a.x, r0a.y), r0a.z), r0a.w);
      b1[item] = r0;
      }",
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read> b1: array<f32>;
      @group(0) @binding(3) var<storage, read_write> b2: array<vec4<f32>>;
      fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<u32>>(x) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u); }
      fn exp_4(x: vec4<f32>) -> vec4<f32> { return select(exp(x), x, is_nan_4(x)); }
      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i1 = (item % i32(p[0].y)) * 4;
      let i1_ = item / i32(p[0].y);
      let i0 = i1_;
      let v0: vec4<f32> = b0[item];
      let v1: f32 = b1[(i0)];
      let v2: vec4<f32> = (v0 - vec4<f32>(v1));
      let v3: vec4<f32> = exp_4(v2);
      b2[item] = v3;
      }
      }",
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let item = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      if (item >= i32(p[0].x)) { return; }
      let i0 = item;
      var r0a: vec4<f32> = vec4<f32>(0.0);
      for (var lane = 0; lane < i32(p[0].y); lane++) {
      let linear = item * i32(p[0].y) + lane;
      let l0 = (lane) * 4;
      let v0: vec4<f32> = b0[linear];
      r0a = r0a + v0;
      }
      let r0 = r0a.x + r0a.y + r0a.z + r0a.w;
      b1[item] = r0;
      }",
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read> b1: array<f32>;
      @group(0) @binding(3) var<storage, read_write> b2: array<vec4<f32>>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i1 = (item % i32(p[0].y)) * 4;
      let i1_ = item / i32(p[0].y);
      let i0 = i1_;
      let v0: vec4<f32> = b0[item];
      let v1: f32 = b1[(i0)];
      let v2: vec4<f32> = (v0 / vec4<f32>(v1));
      b2[item] = v2;
      }
      }",
      ]
    `);
  });

  test('RMSNorm', () => {
    expect(kernelsOf(rmsNorm(x(20, 32), x(32)))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let item = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      if (item >= i32(p[0].x)) { return; }
      let i0 = item;
      var r0a: vec4<f32> = vec4<f32>(0.0);
      for (var lane = 0; lane < i32(p[0].y); lane++) {
      let linear = item * i32(p[0].y) + lane;
      let l0 = (lane) * 4;
      let v0: vec4<f32> = b0[linear];
      let v1: vec4<f32> = (v0 * v0);
      r0a = r0a + v1;
      }
      let r0 = r0a.x + r0a.y + r0a.z + r0a.w;
      b1[item] = r0;
      }",
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read> b1: array<f32>;
      @group(0) @binding(3) var<storage, read> b2: array<vec4<f32>>;
      @group(0) @binding(4) var<storage, read_write> b3: array<vec4<f32>>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i1 = (item % i32(p[0].y)) * 4;
      let i1_ = item / i32(p[0].y);
      let i0 = i1_;
      let v0: vec4<f32> = b0[item];
      let v1: f32 = b1[(i0)];
      let v2: f32 = bitcast<f32>(p[0].z);
      let v3: f32 = (v1 * v2);
      let v4: f32 = bitcast<f32>(p[0].w);
      let v5: f32 = (v3 + v4);
      let v6: f32 = sqrt(v5);
      let v7: vec4<f32> = (v0 / vec4<f32>(v6));
      let v8: vec4<f32> = b2[((i1)) / 4];
      let v9: vec4<f32> = (v7 * v8);
      b3[item] = v9;
      }
      }",
      ]
    `);
  });

  test('rows of a table', () => {
    expect(kernelsOf(x(10, 4).indexSelect(0, tensor(Int32Array.of(3, 1, 2))))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<i32>;
      @group(0) @binding(2) var<storage, read> b1: array<f32>;
      @group(0) @binding(3) var<storage, read_write> b2: array<vec4<f32>>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i1 = (item % i32(p[0].y)) * 4;
      let i1_ = item / i32(p[0].y);
      let i0 = i1_;
      let v0: i32 = b0[(i0)];
      let v1: vec4<f32> = vec4(b1[((i1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 0], b1[((i1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 1], b1[((i1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 2], b1[((i1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 3]);
      b2[item] = v1;
      }
      }",
      ]
    `);
  });

  test('running sums', () => {
    expect(kernelsOf(x(4, 6).cumsum(1))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<f32>;
      @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      if (thread >= i32(p[0].x)) { return; }
      let inner = i32(p[0].y);
      let length = i32(p[0].z);
      var at = thread / inner * inner * length + thread % inner;
      var sum = f32();
      for (var i = 0; i < length; i++) {
      sum += b0[at];
      b1[at] = sum;
      at += inner;
      }
      }",
      ]
    `);
  });

  test('log, which WGSL leaves open outside of positive numbers', () => {
    expect(kernelsOf(x(4).log())).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;
      var<private> infinity_bits: u32 = 0x7f800000u;
      var<private> nan_bits: u32 = 0x7fc00000u;
      fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<u32>>(x) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u); }
      fn log_4(x: vec4<f32>) -> vec4<f32> {
        let infinite = select(vec4<f32>(-bitcast<f32>(infinity_bits)), vec4<f32>(bitcast<f32>(infinity_bits)), x > vec4<f32>(0.0));
        let regular = select(infinite, log(x), (x > vec4<f32>(0.0)) & (x <= vec4<f32>(3.4028234e38)));
        return select(regular, vec4<f32>(bitcast<f32>(nan_bits)), (x < vec4<f32>(0.0)) | is_nan_4(x));
      }
      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i0 = (item) * 4;
      let v0: vec4<f32> = b0[item];
      let v1: vec4<f32> = log_4(v0);
      b1[item] = v1;
      }
      }",
      ]
    `);
  });

  test('a product with bias and activation', () => {
    expect(kernelsOf(x(64, 32).matmul(x(32, 64)).add(x(64)).maximum(0))).toMatchInlineSnapshot(`
      [
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 3>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read> b1: array<vec4<f32>>;
      @group(0) @binding(3) var<storage, read_write> b2: array<vec4<f32>>;

      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      if (thread >= i32(p[1].y)) { return; }
      let columnTiles = i32(p[1].z);
      let rowTiles = i32(p[1].w);
      let row0 = (thread / columnTiles % rowTiles) * 16;
      let column0 = (thread % columnTiles) * 8;
      let batch = thread / (columnTiles * rowTiles);
      let aBase = i32(p[2].x);
      let bBase = i32(p[2].y);
      var c0_0 = vec4<f32>();
      var c0_1 = vec4<f32>();
      var c1_0 = vec4<f32>();
      var c1_1 = vec4<f32>();
      var c2_0 = vec4<f32>();
      var c2_1 = vec4<f32>();
      var c3_0 = vec4<f32>();
      var c3_1 = vec4<f32>();
      var c4_0 = vec4<f32>();
      var c4_1 = vec4<f32>();
      var c5_0 = vec4<f32>();
      var c5_1 = vec4<f32>();
      var c6_0 = vec4<f32>();
      var c6_1 = vec4<f32>();
      var c7_0 = vec4<f32>();
      var c7_1 = vec4<f32>();
      var c8_0 = vec4<f32>();
      var c8_1 = vec4<f32>();
      var c9_0 = vec4<f32>();
      var c9_1 = vec4<f32>();
      var c10_0 = vec4<f32>();
      var c10_1 = vec4<f32>();
      var c11_0 = vec4<f32>();
      var c11_1 = vec4<f32>();
      var c12_0 = vec4<f32>();
      var c12_1 = vec4<f32>();
      var c13_0 = vec4<f32>();
      var c13_1 = vec4<f32>();
      var c14_0 = vec4<f32>();
      var c14_1 = vec4<f32>();
      var c15_0 = vec4<f32>();
      var c15_1 = vec4<f32>();
      let rowAt0 = min(row0 + 0, i32(p[0].z) - 1);
      let rowAt1 = min(row0 + 1, i32(p[0].z) - 1);
      let rowAt2 = min(row0 + 2, i32(p[0].z) - 1);
      let rowAt3 = min(row0 + 3, i32(p[0].z) - 1);
      let rowAt4 = min(row0 + 4, i32(p[0].z) - 1);
      let rowAt5 = min(row0 + 5, i32(p[0].z) - 1);
      let rowAt6 = min(row0 + 6, i32(p[0].z) - 1);
      let rowAt7 = min(row0 + 7, i32(p[0].z) - 1);
      let rowAt8 = min(row0 + 8, i32(p[0].z) - 1);
      let rowAt9 = min(row0 + 9, i32(p[0].z) - 1);
      let rowAt10 = min(row0 + 10, i32(p[0].z) - 1);
      let rowAt11 = min(row0 + 11, i32(p[0].z) - 1);
      let rowAt12 = min(row0 + 12, i32(p[0].z) - 1);
      let rowAt13 = min(row0 + 13, i32(p[0].z) - 1);
      let rowAt14 = min(row0 + 14, i32(p[0].z) - 1);
      let rowAt15 = min(row0 + 15, i32(p[0].z) - 1);
      for (var k = 0; k < i32(p[1].x); k += 4) {
      let a0 = b0[(aBase + (rowAt0) * i32(p[0].x) + (k)) / 4];
      let a1 = b0[(aBase + (rowAt1) * i32(p[0].x) + (k)) / 4];
      let a2 = b0[(aBase + (rowAt2) * i32(p[0].x) + (k)) / 4];
      let a3 = b0[(aBase + (rowAt3) * i32(p[0].x) + (k)) / 4];
      let a4 = b0[(aBase + (rowAt4) * i32(p[0].x) + (k)) / 4];
      let a5 = b0[(aBase + (rowAt5) * i32(p[0].x) + (k)) / 4];
      let a6 = b0[(aBase + (rowAt6) * i32(p[0].x) + (k)) / 4];
      let a7 = b0[(aBase + (rowAt7) * i32(p[0].x) + (k)) / 4];
      let a8 = b0[(aBase + (rowAt8) * i32(p[0].x) + (k)) / 4];
      let a9 = b0[(aBase + (rowAt9) * i32(p[0].x) + (k)) / 4];
      let a10 = b0[(aBase + (rowAt10) * i32(p[0].x) + (k)) / 4];
      let a11 = b0[(aBase + (rowAt11) * i32(p[0].x) + (k)) / 4];
      let a12 = b0[(aBase + (rowAt12) * i32(p[0].x) + (k)) / 4];
      let a13 = b0[(aBase + (rowAt13) * i32(p[0].x) + (k)) / 4];
      let a14 = b0[(aBase + (rowAt14) * i32(p[0].x) + (k)) / 4];
      let a15 = b0[(aBase + (rowAt15) * i32(p[0].x) + (k)) / 4];
      let b0_0 = b1[(bBase + (min(column0 + 0, i32(p[0].w) - 4)) + (k + 0) * i32(p[0].y)) / 4];
      let b0_1 = b1[(bBase + (min(column0 + 0, i32(p[0].w) - 4)) + (k + 1) * i32(p[0].y)) / 4];
      let b0_2 = b1[(bBase + (min(column0 + 0, i32(p[0].w) - 4)) + (k + 2) * i32(p[0].y)) / 4];
      let b0_3 = b1[(bBase + (min(column0 + 0, i32(p[0].w) - 4)) + (k + 3) * i32(p[0].y)) / 4];
      let b1_0 = b1[(bBase + (min(column0 + 4, i32(p[0].w) - 4)) + (k + 0) * i32(p[0].y)) / 4];
      let b1_1 = b1[(bBase + (min(column0 + 4, i32(p[0].w) - 4)) + (k + 1) * i32(p[0].y)) / 4];
      let b1_2 = b1[(bBase + (min(column0 + 4, i32(p[0].w) - 4)) + (k + 2) * i32(p[0].y)) / 4];
      let b1_3 = b1[(bBase + (min(column0 + 4, i32(p[0].w) - 4)) + (k + 3) * i32(p[0].y)) / 4];
      c0_0 += vec4<f32>(a0.x) * b0_0;
      c0_1 += vec4<f32>(a0.x) * b1_0;
      c1_0 += vec4<f32>(a1.x) * b0_0;
      c1_1 += vec4<f32>(a1.x) * b1_0;
      c2_0 += vec4<f32>(a2.x) * b0_0;
      c2_1 += vec4<f32>(a2.x) * b1_0;
      c3_0 += vec4<f32>(a3.x) * b0_0;
      c3_1 += vec4<f32>(a3.x) * b1_0;
      c4_0 += vec4<f32>(a4.x) * b0_0;
      c4_1 += vec4<f32>(a4.x) * b1_0;
      c5_0 += vec4<f32>(a5.x) * b0_0;
      c5_1 += vec4<f32>(a5.x) * b1_0;
      c6_0 += vec4<f32>(a6.x) * b0_0;
      c6_1 += vec4<f32>(a6.x) * b1_0;
      c7_0 += vec4<f32>(a7.x) * b0_0;
      c7_1 += vec4<f32>(a7.x) * b1_0;
      c8_0 += vec4<f32>(a8.x) * b0_0;
      c8_1 += vec4<f32>(a8.x) * b1_0;
      c9_0 += vec4<f32>(a9.x) * b0_0;
      c9_1 += vec4<f32>(a9.x) * b1_0;
      c10_0 += vec4<f32>(a10.x) * b0_0;
      c10_1 += vec4<f32>(a10.x) * b1_0;
      c11_0 += vec4<f32>(a11.x) * b0_0;
      c11_1 += vec4<f32>(a11.x) * b1_0;
      c12_0 += vec4<f32>(a12.x) * b0_0;
      c12_1 += vec4<f32>(a12.x) * b1_0;
      c13_0 += vec4<f32>(a13.x) * b0_0;
      c13_1 += vec4<f32>(a13.x) * b1_0;
      c14_0 += vec4<f32>(a14.x) * b0_0;
      c14_1 += vec4<f32>(a14.x) * b1_0;
      c15_0 += vec4<f32>(a15.x) * b0_0;
      c15_1 += vec4<f32>(a15.x) * b1_0;
      c0_0 += vec4<f32>(a0.y) * b0_1;
      c0_1 += vec4<f32>(a0.y) * b1_1;
      c1_0 += vec4<f32>(a1.y) * b0_1;
      c1_1 += vec4<f32>(a1.y) * b1_1;
      c2_0 += vec4<f32>(a2.y) * b0_1;
      c2_1 += vec4<f32>(a2.y) * b1_1;
      c3_0 += vec4<f32>(a3.y) * b0_1;
      c3_1 += vec4<f32>(a3.y) * b1_1;
      c4_0 += vec4<f32>(a4.y) * b0_1;
      c4_1 += vec4<f32>(a4.y) * b1_1;
      c5_0 += vec4<f32>(a5.y) * b0_1;
      c5_1 += vec4<f32>(a5.y) * b1_1;
      c6_0 += vec4<f32>(a6.y) * b0_1;
      c6_1 += vec4<f32>(a6.y) * b1_1;
      c7_0 += vec4<f32>(a7.y) * b0_1;
      c7_1 += vec4<f32>(a7.y) * b1_1;
      c8_0 += vec4<f32>(a8.y) * b0_1;
      c8_1 += vec4<f32>(a8.y) * b1_1;
      c9_0 += vec4<f32>(a9.y) * b0_1;
      c9_1 += vec4<f32>(a9.y) * b1_1;
      c10_0 += vec4<f32>(a10.y) * b0_1;
      c10_1 += vec4<f32>(a10.y) * b1_1;
      c11_0 += vec4<f32>(a11.y) * b0_1;
      c11_1 += vec4<f32>(a11.y) * b1_1;
      c12_0 += vec4<f32>(a12.y) * b0_1;
      c12_1 += vec4<f32>(a12.y) * b1_1;
      c13_0 += vec4<f32>(a13.y) * b0_1;
      c13_1 += vec4<f32>(a13.y) * b1_1;
      c14_0 += vec4<f32>(a14.y) * b0_1;
      c14_1 += vec4<f32>(a14.y) * b1_1;
      c15_0 += vec4<f32>(a15.y) * b0_1;
      c15_1 += vec4<f32>(a15.y) * b1_1;
      c0_0 += vec4<f32>(a0.z) * b0_2;
      c0_1 += vec4<f32>(a0.z) * b1_2;
      c1_0 += vec4<f32>(a1.z) * b0_2;
      c1_1 += vec4<f32>(a1.z) * b1_2;
      c2_0 += vec4<f32>(a2.z) * b0_2;
      c2_1 += vec4<f32>(a2.z) * b1_2;
      c3_0 += vec4<f32>(a3.z) * b0_2;
      c3_1 += vec4<f32>(a3.z) * b1_2;
      c4_0 += vec4<f32>(a4.z) * b0_2;
      c4_1 += vec4<f32>(a4.z) * b1_2;
      c5_0 += vec4<f32>(a5.z) * b0_2;
      c5_1 += vec4<f32>(a5.z) * b1_2;
      c6_0 += vec4<f32>(a6.z) * b0_2;
      c6_1 += vec4<f32>(a6.z) * b1_2;
      c7_0 += vec4<f32>(a7.z) * b0_2;
      c7_1 += vec4<f32>(a7.z) * b1_2;
      c8_0 += vec4<f32>(a8.z) * b0_2;
      c8_1 += vec4<f32>(a8.z) * b1_2;
      c9_0 += vec4<f32>(a9.z) * b0_2;
      c9_1 += vec4<f32>(a9.z) * b1_2;
      c10_0 += vec4<f32>(a10.z) * b0_2;
      c10_1 += vec4<f32>(a10.z) * b1_2;
      c11_0 += vec4<f32>(a11.z) * b0_2;
      c11_1 += vec4<f32>(a11.z) * b1_2;
      c12_0 += vec4<f32>(a12.z) * b0_2;
      c12_1 += vec4<f32>(a12.z) * b1_2;
      c13_0 += vec4<f32>(a13.z) * b0_2;
      c13_1 += vec4<f32>(a13.z) * b1_2;
      c14_0 += vec4<f32>(a14.z) * b0_2;
      c14_1 += vec4<f32>(a14.z) * b1_2;
      c15_0 += vec4<f32>(a15.z) * b0_2;
      c15_1 += vec4<f32>(a15.z) * b1_2;
      c0_0 += vec4<f32>(a0.w) * b0_3;
      c0_1 += vec4<f32>(a0.w) * b1_3;
      c1_0 += vec4<f32>(a1.w) * b0_3;
      c1_1 += vec4<f32>(a1.w) * b1_3;
      c2_0 += vec4<f32>(a2.w) * b0_3;
      c2_1 += vec4<f32>(a2.w) * b1_3;
      c3_0 += vec4<f32>(a3.w) * b0_3;
      c3_1 += vec4<f32>(a3.w) * b1_3;
      c4_0 += vec4<f32>(a4.w) * b0_3;
      c4_1 += vec4<f32>(a4.w) * b1_3;
      c5_0 += vec4<f32>(a5.w) * b0_3;
      c5_1 += vec4<f32>(a5.w) * b1_3;
      c6_0 += vec4<f32>(a6.w) * b0_3;
      c6_1 += vec4<f32>(a6.w) * b1_3;
      c7_0 += vec4<f32>(a7.w) * b0_3;
      c7_1 += vec4<f32>(a7.w) * b1_3;
      c8_0 += vec4<f32>(a8.w) * b0_3;
      c8_1 += vec4<f32>(a8.w) * b1_3;
      c9_0 += vec4<f32>(a9.w) * b0_3;
      c9_1 += vec4<f32>(a9.w) * b1_3;
      c10_0 += vec4<f32>(a10.w) * b0_3;
      c10_1 += vec4<f32>(a10.w) * b1_3;
      c11_0 += vec4<f32>(a11.w) * b0_3;
      c11_1 += vec4<f32>(a11.w) * b1_3;
      c12_0 += vec4<f32>(a12.w) * b0_3;
      c12_1 += vec4<f32>(a12.w) * b1_3;
      c13_0 += vec4<f32>(a13.w) * b0_3;
      c13_1 += vec4<f32>(a13.w) * b1_3;
      c14_0 += vec4<f32>(a14.w) * b0_3;
      c14_1 += vec4<f32>(a14.w) * b1_3;
      c15_0 += vec4<f32>(a15.w) * b0_3;
      c15_1 += vec4<f32>(a15.w) * b1_3;
      }
      var tile = array<vec4<f32>, 32>(c0_0, c0_1, c1_0, c1_1, c2_0, c2_1, c3_0, c3_1, c4_0, c4_1, c5_0, c5_1, c6_0, c6_1, c7_0, c7_1, c8_0, c8_1, c9_0, c9_1, c10_0, c10_1, c11_0, c11_1, c12_0, c12_1, c13_0, c13_1, c14_0, c14_1, c15_0, c15_1);
      for (var part = 0; part < 32; part++) {
      let row = row0 + part / 2;
      if (row >= i32(p[0].z)) { return; }
      let column = column0 + part % 2 * 4;
      let value = tile[part];
      if (column < i32(p[0].w)) {
      let flat = (batch * i32(p[0].z) + row) * i32(p[0].w) + column;
      let item = flat / 4;
      let d0 = flat;
      b2[item] = value;
      }
      }
      }",
        "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
      @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
      @group(0) @binding(2) var<storage, read> b1: array<vec4<f32>>;
      @group(0) @binding(3) var<storage, read_write> b2: array<vec4<f32>>;
      fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<u32>>(x) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u); }
      fn max_4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> { return select(max(a, b), a + b, is_nan_4(a) | is_nan_4(b)); }
      @compute @workgroup_size(64)
      fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
          @builtin(local_invocation_index) local: u32) {
      let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
      for (var turn = 0; turn < undefined; turn++) {
      let item = thread * undefined + turn;
      if (item >= i32(p[0].x)) { return; }
      let i1 = (item % i32(p[0].y)) * 4;
      let i1_ = item / i32(p[0].y);
      let i0 = i1_;
      let v0: vec4<f32> = b0[item];
      let v1: vec4<f32> = b1[((i1)) / 4];
      let v2: vec4<f32> = (v0 + v1);
      let v3: f32 = bitcast<f32>(p[0].z);
      let v4: vec4<f32> = max_4(v2, vec4<f32>(v3));
      b2[item] = v4;
      }
      }",
      ]
    `);
  });
});
