/** A dozen telling kernels as text: what the engine writes for them is seen when it changes. */
import { expect, test } from 'vitest';
import { schedule } from '../../src/backend/webgpu/schedule.ts';
import { randn, tensor, type Tensor } from '../../src/index.ts';
import { rmsNorm, softmax } from './support/transformer.ts';

const x = (...shape: number[]): Tensor => randn(shape, { seed: 1 });

/** The WGSL of the kernels that would compute a tensor; all adapters bind eight buffers at least. */
function kernelsOf(y: Tensor, family: 'processor' | 'gpu' = 'processor', lanes: 1 | 4 = 1): string[] {
  return schedule([y.node], { maxBindings: 8, family, lanes }).programs.map(({ wgsl }) => wgsl);
}

/** From one piece of text to another, or to the end. */
function partOf(kernel: string, from: string, to?: string): string {
  const start = kernel.indexOf(from);
  return kernel.slice(start, to === undefined ? undefined : kernel.indexOf(to, start));
}

test('an element-wise chain, four at a time', () => {
  expect(kernelsOf(x(8, 8).mul(2).add(1).maximum(0))).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
    @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
    @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;
    fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<i32>>(x) & vec4<i32>(0x7fffffff)) > vec4<i32>(0x7f800000); }
    fn max_4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> { return select(max(a, b), a + b, is_nan_4(a) | is_nan_4(b)); }
    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_0 = (item0) * 4;
    let v0: vec4<f32> = b0[item0];
    let v1: f32 = bitcast<f32>(p[0].y);
    let v2: vec4<f32> = (v0 * vec4<f32>(v1));
    let v3: f32 = bitcast<f32>(p[0].z);
    let v4: vec4<f32> = (v2 + vec4<f32>(v3));
    let v5: f32 = bitcast<f32>(p[0].w);
    let v6: vec4<f32> = max_4(v4, vec4<f32>(v5));
    b1[item0] = v6;
    }",
    ]
  `);
});

test('of many elements: two vectors for each invocation', () => {
  expect(kernelsOf(x(512, 516).mul(2))).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
    @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
    @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;

    @compute @workgroup_size(256)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 256u + local);
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
    let item0_0 = (item0) * 4;
    let v0: vec4<f32> = b0[item0];
    let v1: f32 = bitcast<f32>(p[0].y);
    let v2: vec4<f32> = (v0 * vec4<f32>(v1));
    b1[item0] = v2;
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_0 = (item1) * 4;
    let v3: vec4<f32> = b0[item1];
    let v4: f32 = bitcast<f32>(p[0].z);
    let v5: vec4<f32> = (v3 * vec4<f32>(v4));
    b1[item1] = v5;
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
    fn is_nan_(x: f32) -> bool { return (bitcast<i32>(x) & i32(0x7fffffff)) > i32(0x7f800000); }
    fn exp_(x: f32) -> f32 { return select(exp(x), x, is_nan_(x)); }
    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_0 = item0;
    let v0: f32 = b0[item0];
    let v1: f32 = exp_(v0);
    b1[item0] = v1;
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
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_1 = item0 % i32(p[0].y);
    let item0_1_rest = item0 / i32(p[0].y);
    let item0_0 = item0_1_rest;
    let v0: f32 = b0[(item0_0)];
    let v1: f32 = b1[(item0_1)];
    let v2: f32 = (v0 + v1);
    b2[item0] = v2;
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
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_1 = item0 % i32(p[0].y);
    let item0_1_rest = item0 / i32(p[0].y);
    let item0_0 = item0_1_rest;
    let v0: f32 = b0[(item0_0 + item0_1 * i32(p[0].z))];
    let v1: f32 = (-v0);
    b1[item0] = v1;
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
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_0 = item0;
    let v0: f32 = b0[(item0_0 * i32(p[0].y) + i32(p[0].z))];
    let v1: f32 = abs(v0);
    b1[item0] = v1;
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
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_0 = (item0) * 4;
    let v0: vec4<i32> = (vec4<i32>((item0 * 4)) + vec4<i32>(0, 1, 2, 3));
    let v1: i32 = i32(p[0].y);
    let v2: vec4<bool> = (v0 >= vec4<i32>(v1));
    let v3: i32 = i32(p[0].z);
    let v4: vec4<bool> = (v0 < vec4<i32>(v3));
    let v5: vec4<bool> = (v2 & v4);
    let v6: vec4<f32> = vec4(b0[(item0_0 + i32(p[0].w)) + 0], b0[(item0_0 + i32(p[0].w)) + 1], b0[(item0_0 + i32(p[0].w)) + 2], b0[(item0_0 + i32(p[0].w)) + 3]);
    let v7: f32 = bitcast<f32>(p[1].x);
    let v8: vec4<f32> = select(vec4<f32>(v7), v6, v5);
    b1[item0] = v8;
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
    let item_0 = item;
    var r0a: vec4<f32> = vec4<f32>(0.0);
    for (var lane = 0; lane < i32(p[0].y); lane++) {
    let linear = item * i32(p[0].y) + lane;
    let lane_0 = (lane) * 4;
    let v0: vec4<f32> = b0[linear];
    r0a = r0a + v0;
    }
    let r0 = r0a.x + r0a.y + r0a.z + r0a.w;
    b1[item] = r0;
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
    let item_0 = (item) * 4;
    var r0a: vec4<f32> = vec4<f32>(0.0);
    for (var lane = 0; lane < i32(p[0].y); lane++) {
    let lane_0 = lane;
    let v0: vec4<f32> = b0[((item_0 + lane_0 * i32(p[0].z))) / 4];
    r0a = r0a + v0;
    }
    let r0 = r0a;
    b1[item] = r0;
    }",
    ]
  `);
});

test('softmax', () => {
  expect(kernelsOf(softmax(x(20, 32)))).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
    @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
    @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;
    var<private> infinity_bits: u32 = 0x7f800000u;
    var<private> nan_bits: u32 = 0x7fc00000u;
    fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<i32>>(x) & vec4<i32>(0x7fffffff)) > vec4<i32>(0x7f800000); }
    fn max_4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> { return select(max(a, b), a + b, is_nan_4(a) | is_nan_4(b)); }
    fn is_nan_(x: f32) -> bool { return (bitcast<i32>(x) & i32(0x7fffffff)) > i32(0x7f800000); }
    fn max_(a: f32, b: f32) -> f32 { return select(max(a, b), a + b, is_nan_(a) | is_nan_(b)); }
    fn exp_4(x: vec4<f32>) -> vec4<f32> { return select(exp(x), x, is_nan_4(x)); }
    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let item = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (item >= i32(p[0].x)) { return; }
    let item_0 = item;
    var r0a: vec4<f32> = vec4<f32>(-bitcast<f32>(infinity_bits));
    for (var lane = 0; lane < i32(p[0].y); lane++) {
    let linear = item * i32(p[0].y) + lane;
    let lane_0 = (lane) * 4;
    let v0: vec4<f32> = b0[linear];
    r0a = max_4(r0a, v0);
    }
    let r0 = max_(max_(max_(r0a.x, r0a.y), r0a.z), r0a.w);
    var r1a: vec4<f32> = vec4<f32>(0.0);
    for (var lane = 0; lane < i32(p[0].y); lane++) {
    let linear = item * i32(p[0].y) + lane;
    let lane_0 = (lane) * 4;
    let v1: vec4<f32> = b0[linear];
    let v2: vec4<f32> = (v1 - vec4<f32>(r0));
    let v3: vec4<f32> = exp_4(v2);
    r1a = r1a + v3;
    }
    let r1 = r1a.x + r1a.y + r1a.z + r1a.w;
    for (var lane = 0; lane < i32(p[0].y); lane++) {
    let linear = item * i32(p[0].y) + lane;
    let lane_0 = (lane) * 4;
    let v4: vec4<f32> = b0[linear];
    let v5: vec4<f32> = (v4 - vec4<f32>(r0));
    let v6: vec4<f32> = exp_4(v5);
    let v7: vec4<f32> = (v6 / vec4<f32>(r1));
    b1[linear] = v7;
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
    @group(0) @binding(2) var<storage, read> b1: array<vec4<f32>>;
    @group(0) @binding(3) var<storage, read_write> b2: array<vec4<f32>>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let item = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (item >= i32(p[0].x)) { return; }
    let item_0 = item;
    var r0a: vec4<f32> = vec4<f32>(0.0);
    for (var lane = 0; lane < i32(p[0].y); lane++) {
    let linear = item * i32(p[0].y) + lane;
    let lane_0 = (lane) * 4;
    let v0: vec4<f32> = b0[linear];
    let v1: vec4<f32> = (v0 * v0);
    r0a = r0a + v1;
    }
    let r0 = r0a.x + r0a.y + r0a.z + r0a.w;
    let v3: f32 = bitcast<f32>(p[0].z);
    let v4: f32 = (r0 * v3);
    let v5: f32 = bitcast<f32>(p[0].w);
    let v6: f32 = (v4 + v5);
    let v7: f32 = sqrt(v6);
    for (var lane = 0; lane < i32(p[0].y); lane++) {
    let linear = item * i32(p[0].y) + lane;
    let lane_0 = (lane) * 4;
    let v2: vec4<f32> = b0[linear];
    let v8: vec4<f32> = (v2 / vec4<f32>(v7));
    let v9: vec4<f32> = b1[((lane_0)) / 4];
    let v10: vec4<f32> = (v8 * v9);
    b2[linear] = v10;
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
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_1 = (item0 % i32(p[0].y)) * 4;
    let item0_1_rest = item0 / i32(p[0].y);
    let item0_0 = item0_1_rest;
    let v0: i32 = b0[(item0_0)];
    let v1: vec4<f32> = vec4(b1[((item0_1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 0], b1[((item0_1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 1], b1[((item0_1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 2], b1[((item0_1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 3]);
    b2[item0] = v1;
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
    fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<i32>>(x) & vec4<i32>(0x7fffffff)) > vec4<i32>(0x7f800000); }
    fn log_4(x: vec4<f32>) -> vec4<f32> {
      let bits = bitcast<vec4<i32>>(x);
      let not_above_zero = select(vec4<f32>(bitcast<f32>(nan_bits)), vec4<f32>(-bitcast<f32>(infinity_bits)), x == vec4<f32>(0.0));
      let finite = select(not_above_zero, log(x), bits > vec4<i32>(0));
      return select(finite, x, bits >= vec4<i32>(0x7f800000));
    }
    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_0 = (item0) * 4;
    let v0: vec4<f32> = b0[item0];
    let v1: vec4<f32> = log_4(v0);
    b1[item0] = v1;
    }",
    ]
  `);
});

test('a product whose invocations share rows with their neighbours', () => {
  expect(kernelsOf(x(64, 32).matmul(x(32, 64)), 'processor', 4)).toMatchInlineSnapshot(`
    [
      "enable subgroups;
    @group(0) @binding(0) var<uniform> p: array<vec4<u32>, 3>;
    @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
    @group(0) @binding(2) var<storage, read> b1: array<vec4<f32>>;
    @group(0) @binding(3) var<storage, read_write> b2: array<vec4<f32>>;
    var<private> sums: array<mat4x4<f32>, 8>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32, @builtin(subgroup_invocation_id) lane: u32) {
    let index = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    let tiles = i32(p[1].z);
    let thread = min(index, tiles - 1);
    let columnTiles = i32(p[1].w);
    let rowTiles = i32(p[2].x);
    let row0 = (thread / columnTiles % rowTiles) * 16;
    let column0 = (thread % columnTiles) * 8;
    let batch = thread / (columnTiles * rowTiles);
    let aBase = i32(p[2].y);
    let bBase = i32(p[2].z);
    let a0_0Start = (aBase + (min(row0 + i32(lane), i32(p[0].w) - 1)) * i32(p[0].x)) / 4;
    let a1_0Start = (aBase + (min(row0 + 4 + i32(lane), i32(p[0].w) - 1)) * i32(p[0].x)) / 4;
    let a2_0Start = (aBase + (min(row0 + 8 + i32(lane), i32(p[0].w) - 1)) * i32(p[0].x)) / 4;
    let a3_0Start = (aBase + (min(row0 + 12 + i32(lane), i32(p[0].w) - 1)) * i32(p[0].x)) / 4;
    let b0_0Start = (bBase + (min(column0, i32(p[1].x) - 4))) / 4;
    let b1_0Start = (bBase + (min(column0 + 4, i32(p[1].x) - 4))) / 4;
    for (var k = 0; k < i32(p[1].y); k += 4) {
    let a0_0 = b0[a0_0Start + (k) / 4];
    let rows0 = mat4x4<f32>(subgroupBroadcast(a0_0, 0u), subgroupBroadcast(a0_0, 1u), subgroupBroadcast(a0_0, 2u), subgroupBroadcast(a0_0, 3u));
    let a1_0 = b0[a1_0Start + (k) / 4];
    let rows1 = mat4x4<f32>(subgroupBroadcast(a1_0, 0u), subgroupBroadcast(a1_0, 1u), subgroupBroadcast(a1_0, 2u), subgroupBroadcast(a1_0, 3u));
    let a2_0 = b0[a2_0Start + (k) / 4];
    let rows2 = mat4x4<f32>(subgroupBroadcast(a2_0, 0u), subgroupBroadcast(a2_0, 1u), subgroupBroadcast(a2_0, 2u), subgroupBroadcast(a2_0, 3u));
    let a3_0 = b0[a3_0Start + (k) / 4];
    let rows3 = mat4x4<f32>(subgroupBroadcast(a3_0, 0u), subgroupBroadcast(a3_0, 1u), subgroupBroadcast(a3_0, 2u), subgroupBroadcast(a3_0, 3u));
    let b0_0 = b1[b0_0Start + (k) * i32(p[0].z)];
    let b0_1 = b1[b0_0Start + (k + 1) * i32(p[0].z)];
    let b0_2 = b1[b0_0Start + (k + 2) * i32(p[0].z)];
    let b0_3 = b1[b0_0Start + (k + 3) * i32(p[0].z)];
    let columns0 = mat4x4<f32>(b0_0, b0_1, b0_2, b0_3);
    let b1_0 = b1[b1_0Start + (k) * i32(p[0].z)];
    let b1_1 = b1[b1_0Start + (k + 1) * i32(p[0].z)];
    let b1_2 = b1[b1_0Start + (k + 2) * i32(p[0].z)];
    let b1_3 = b1[b1_0Start + (k + 3) * i32(p[0].z)];
    let columns1 = mat4x4<f32>(b1_0, b1_1, b1_2, b1_3);
    sums[0] += columns0 * rows0;
    sums[1] += columns1 * rows0;
    sums[2] += columns0 * rows1;
    sums[3] += columns1 * rows1;
    sums[4] += columns0 * rows2;
    sums[5] += columns1 * rows2;
    sums[6] += columns0 * rows3;
    sums[7] += columns1 * rows3;
    }
    if (index >= tiles) { return; }
    for (var part = 0; part < 32; part++) {
    let tileRow = part / 2;
    let quad = part % 2;
    let row = row0 + tileRow;
    if (row >= i32(p[0].w)) { return; }
    let column = column0 + quad * 4;
    let value = sums[tileRow / 4 * 2 + quad][tileRow % 4];
    if (column < i32(p[1].x)) {
    let flat = (batch * i32(p[0].w) + row) * i32(p[1].x) + column;
    let item = flat / 4;
    let d0 = flat;
    b2[item] = value;
    }
    }
    }",
    ]
  `);
});

test('a product of a transposed matrix: the gradient of a weight', () => {
  const [kernel] = kernelsOf(x(32, 64).transpose(0, 1).matmul(x(32, 64)), 'processor', 4);
  expect(partOf(kernel!, 'for (var k', 'if (index')).toMatchInlineSnapshot(`
    "for (var k = 0; k < i32(p[1].z); k += 4) {
    let a0_0 = b0[a0_0Start + (k + i32(lane)) * i32(p[0].y)];
    let rows0 = transpose(mat4x4<f32>(subgroupBroadcast(a0_0, 0u), subgroupBroadcast(a0_0, 1u), subgroupBroadcast(a0_0, 2u), subgroupBroadcast(a0_0, 3u)));
    let a1_0 = b0[a1_0Start + (k + i32(lane)) * i32(p[0].y)];
    let rows1 = transpose(mat4x4<f32>(subgroupBroadcast(a1_0, 0u), subgroupBroadcast(a1_0, 1u), subgroupBroadcast(a1_0, 2u), subgroupBroadcast(a1_0, 3u)));
    let a2_0 = b0[a2_0Start + (k + i32(lane)) * i32(p[0].y)];
    let rows2 = transpose(mat4x4<f32>(subgroupBroadcast(a2_0, 0u), subgroupBroadcast(a2_0, 1u), subgroupBroadcast(a2_0, 2u), subgroupBroadcast(a2_0, 3u)));
    let a3_0 = b0[a3_0Start + (k + i32(lane)) * i32(p[0].y)];
    let rows3 = transpose(mat4x4<f32>(subgroupBroadcast(a3_0, 0u), subgroupBroadcast(a3_0, 1u), subgroupBroadcast(a3_0, 2u), subgroupBroadcast(a3_0, 3u)));
    let b0_0 = b1[b0_0Start + (k) * i32(p[0].w)];
    let b0_1 = b1[b0_0Start + (k + 1) * i32(p[0].w)];
    let b0_2 = b1[b0_0Start + (k + 2) * i32(p[0].w)];
    let b0_3 = b1[b0_0Start + (k + 3) * i32(p[0].w)];
    let columns0 = mat4x4<f32>(b0_0, b0_1, b0_2, b0_3);
    let b1_0 = b1[b1_0Start + (k) * i32(p[0].w)];
    let b1_1 = b1[b1_0Start + (k + 1) * i32(p[0].w)];
    let b1_2 = b1[b1_0Start + (k + 2) * i32(p[0].w)];
    let b1_3 = b1[b1_0Start + (k + 3) * i32(p[0].w)];
    let columns1 = mat4x4<f32>(b1_0, b1_1, b1_2, b1_3);
    sums[0] += columns0 * rows0;
    sums[1] += columns1 * rows0;
    sums[2] += columns0 * rows1;
    sums[3] += columns1 * rows1;
    sums[4] += columns0 * rows2;
    sums[5] += columns1 * rows2;
    sums[6] += columns0 * rows3;
    sums[7] += columns1 * rows3;
    }
    "
  `);
});

test('a product with bias and activation', () => {
  const kernels = kernelsOf(x(64, 32).matmul(x(32, 64)).add(x(64)).maximum(0));
  expect(kernels).toHaveLength(1);
  expect(partOf(kernels[0]!, 'let value')).toMatchInlineSnapshot(`
    "let value = sums[tileRow / 4 * 2 + quad][tileRow % 4];
    if (column < i32(p[1].x)) {
    let flat = (batch * i32(p[0].w) + row) * i32(p[1].x) + column;
    let item = flat / 4;
    let d1 = flat % i32(p[2].w);
    let d1_ = flat / i32(p[2].w);
    let d0 = d1_;
    let v0: vec4<f32> = b2[((d1)) / 4];
    let v1: vec4<f32> = (value + v0);
    let v2: f32 = bitcast<f32>(p[3].x);
    let v3: vec4<f32> = max_4(v1, vec4<f32>(v2));
    b3[item] = v3;
    }
    }
    }"
  `);
});

test('on a GPU: an element-wise chain', () => {
  expect(kernelsOf(x(8, 8).mul(2).add(1), 'gpu')).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
    @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
    @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread >= i32(p[0].x)) { return; }
    let item0 = thread;
    let item0_0 = (item0) * 4;
    let v0: vec4<f32> = b0[item0];
    let v1: f32 = bitcast<f32>(p[0].y);
    let v2: vec4<f32> = (v0 * vec4<f32>(v1));
    let v3: f32 = bitcast<f32>(p[0].z);
    let v4: vec4<f32> = (v2 + vec4<f32>(v3));
    b1[item0] = v4;
    }",
    ]
  `);
});

test('on a GPU: a sum of rows', () => {
  expect(kernelsOf(x(20, 512).sum(1), 'gpu')).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 1>;
    @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
    @group(0) @binding(2) var<storage, read_write> b1: array<f32>;
    var<workgroup> shared_f32: array<f32, 64>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let item = i32(workgroup.y * grid.x + workgroup.x);
    if (item >= i32(p[0].x)) { return; }
    let item_0 = item;
    var r0a: vec4<f32> = vec4<f32>(0.0);
    for (var lane = i32(local); lane < i32(p[0].y); lane += 64) {
    let linear = item * i32(p[0].y) + lane;
    let lane_0 = (lane) * 4;
    let v0: vec4<f32> = b0[linear];
    r0a = r0a + v0;
    }
    shared_f32[local] = r0a.x + r0a.y + r0a.z + r0a.w;
    workgroupBarrier();
    for (var half = 32u; half > 0u; half /= 2u) {
    if (local < half) { shared_f32[local] = shared_f32[local] + shared_f32[local + half]; }
    workgroupBarrier();
    }
    let r0 = shared_f32[0];
    workgroupBarrier();
    if (local == 0u) {
    b1[item] = r0;
    }
    }",
    ]
  `);
});
