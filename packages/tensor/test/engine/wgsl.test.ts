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

test('an element-wise chain, four at a time', () => {
  expect(kernelsOf(x(8, 8).mul(2).add(1).maximum(0))).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 2>;
    @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
    @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;
    fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<u32>>(x) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u); }
    fn max_4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> { return select(max(a, b), a + b, is_nan_4(a) | is_nan_4(b)); }
    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
    let item0_0 = (item0) * 4;
    let v0: vec4<f32> = b0[item0];
    let v1: f32 = bitcast<f32>(p[0].y);
    let v2: vec4<f32> = (v0 * vec4<f32>(v1));
    let v3: f32 = bitcast<f32>(p[0].z);
    let v4: vec4<f32> = (v2 + vec4<f32>(v3));
    let v5: f32 = bitcast<f32>(p[0].w);
    let v6: vec4<f32> = max_4(v4, vec4<f32>(v5));
    b1[item0] = v6;
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_0 = (item1) * 4;
    let v7: vec4<f32> = b0[item1];
    let v8: f32 = bitcast<f32>(p[1].x);
    let v9: vec4<f32> = (v7 * vec4<f32>(v8));
    let v10: f32 = bitcast<f32>(p[1].y);
    let v11: vec4<f32> = (v9 + vec4<f32>(v10));
    let v12: f32 = bitcast<f32>(p[1].z);
    let v13: vec4<f32> = max_4(v11, vec4<f32>(v12));
    b1[item1] = v13;
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
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
    let item0_0 = item0;
    let v0: f32 = b0[item0];
    let v1: f32 = exp_(v0);
    b1[item0] = v1;
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_0 = item1;
    let v2: f32 = b0[item1];
    let v3: f32 = exp_(v2);
    b1[item1] = v3;
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
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
    let item0_1 = item0 % i32(p[0].y);
    let item0_1_rest = item0 / i32(p[0].y);
    let item0_0 = item0_1_rest;
    let v0: f32 = b0[(item0_0)];
    let v1: f32 = b1[(item0_1)];
    let v2: f32 = (v0 + v1);
    b2[item0] = v2;
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_1 = item1 % i32(p[0].z);
    let item1_1_rest = item1 / i32(p[0].z);
    let item1_0 = item1_1_rest;
    let v3: f32 = b0[(item1_0)];
    let v4: f32 = b1[(item1_1)];
    let v5: f32 = (v3 + v4);
    b2[item1] = v5;
    }",
    ]
  `);
});

test('a transposed view', () => {
  expect(kernelsOf(x(6, 8).transpose(0, 1).neg())).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 2>;
    @group(0) @binding(1) var<storage, read> b0: array<f32>;
    @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
    let item0_1 = item0 % i32(p[0].y);
    let item0_1_rest = item0 / i32(p[0].y);
    let item0_0 = item0_1_rest;
    let v0: f32 = b0[(item0_0 + item0_1 * i32(p[0].z))];
    let v1: f32 = (-v0);
    b1[item0] = v1;
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_1 = item1 % i32(p[0].w);
    let item1_1_rest = item1 / i32(p[0].w);
    let item1_0 = item1_1_rest;
    let v2: f32 = b0[(item1_0 + item1_1 * i32(p[1].x))];
    let v3: f32 = (-v2);
    b1[item1] = v3;
    }",
    ]
  `);
});

test('every other element, backwards', () => {
  expect(kernelsOf(x(9).slice([null, null, -2]).abs())).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 2>;
    @group(0) @binding(1) var<storage, read> b0: array<f32>;
    @group(0) @binding(2) var<storage, read_write> b1: array<f32>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
    let item0_0 = item0;
    let v0: f32 = b0[(item0_0 * i32(p[0].y) + i32(p[0].z))];
    let v1: f32 = abs(v0);
    b1[item0] = v1;
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_0 = item1;
    let v2: f32 = b0[(item1_0 * i32(p[0].w) + i32(p[1].x))];
    let v3: f32 = abs(v2);
    b1[item1] = v3;
    }",
    ]
  `);
});

test('padding', () => {
  expect(kernelsOf(x(5).pad(0, 2, 1))).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 3>;
    @group(0) @binding(1) var<storage, read> b0: array<f32>;
    @group(0) @binding(2) var<storage, read_write> b1: array<vec4<f32>>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
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
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_0 = (item1) * 4;
    let v9: vec4<i32> = (vec4<i32>((item1 * 4)) + vec4<i32>(0, 1, 2, 3));
    let v10: i32 = i32(p[1].y);
    let v11: vec4<bool> = (v9 >= vec4<i32>(v10));
    let v12: i32 = i32(p[1].z);
    let v13: vec4<bool> = (v9 < vec4<i32>(v12));
    let v14: vec4<bool> = (v11 & v13);
    let v15: vec4<f32> = vec4(b0[(item1_0 + i32(p[1].w)) + 0], b0[(item1_0 + i32(p[1].w)) + 1], b0[(item1_0 + i32(p[1].w)) + 2], b0[(item1_0 + i32(p[1].w)) + 3]);
    let v16: f32 = bitcast<f32>(p[2].x);
    let v17: vec4<f32> = select(vec4<f32>(v16), v15, v14);
    b1[item1] = v17;
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
    fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<u32>>(x) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u); }
    fn max_4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> { return select(max(a, b), a + b, is_nan_4(a) | is_nan_4(b)); }
    fn is_nan_(x: f32) -> bool { return (bitcast<u32>(x) & u32(0x7fffffffu)) > u32(0x7f800000u); }
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
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 2>;
    @group(0) @binding(1) var<storage, read> b0: array<i32>;
    @group(0) @binding(2) var<storage, read> b1: array<f32>;
    @group(0) @binding(3) var<storage, read_write> b2: array<vec4<f32>>;

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let thread = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
    let item0_1 = (item0 % i32(p[0].y)) * 4;
    let item0_1_rest = item0 / i32(p[0].y);
    let item0_0 = item0_1_rest;
    let v0: i32 = b0[(item0_0)];
    let v1: vec4<f32> = vec4(b1[((item0_1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 0], b1[((item0_1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 1], b1[((item0_1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 2], b1[((item0_1) + clamp(v0, i32(0), i32(i32(p[0].z))) * i32(p[0].w)) + 3]);
    b2[item0] = v1;
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_1 = (item1 % i32(p[1].x)) * 4;
    let item1_1_rest = item1 / i32(p[1].x);
    let item1_0 = item1_1_rest;
    let v2: i32 = b0[(item1_0)];
    let v3: vec4<f32> = vec4(b1[((item1_1) + clamp(v2, i32(0), i32(i32(p[1].y))) * i32(p[1].z)) + 0], b1[((item1_1) + clamp(v2, i32(0), i32(i32(p[1].y))) * i32(p[1].z)) + 1], b1[((item1_1) + clamp(v2, i32(0), i32(i32(p[1].y))) * i32(p[1].z)) + 2], b1[((item1_1) + clamp(v2, i32(0), i32(i32(p[1].y))) * i32(p[1].z)) + 3]);
    b2[item1] = v3;
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
    if (thread * 2 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 2 + 0, i32(p[0].x) - 1);
    let item0_0 = (item0) * 4;
    let v0: vec4<f32> = b0[item0];
    let v1: vec4<f32> = log_4(v0);
    b1[item0] = v1;
    let item1 = min(thread * 2 + 1, i32(p[0].x) - 1);
    let item1_0 = (item1) * 4;
    let v2: vec4<f32> = b0[item1];
    let v3: vec4<f32> = log_4(v2);
    b1[item1] = v3;
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

    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32, @builtin(subgroup_invocation_id) lane: u32) {
    let index = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    let tiles = i32(p[1].y);
    let thread = min(index, tiles - 1);
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
    let rowAt0 = min(row0 + 0 + i32(lane), i32(p[0].z) - 1);
    let rowAt1 = min(row0 + 4 + i32(lane), i32(p[0].z) - 1);
    let rowAt2 = min(row0 + 8 + i32(lane), i32(p[0].z) - 1);
    let rowAt3 = min(row0 + 12 + i32(lane), i32(p[0].z) - 1);
    for (var k = 0; k < i32(p[1].x); k += 4) {
    let own0 = b0[(aBase + (rowAt0) * i32(p[0].x) + (k)) / 4];
    let own1 = b0[(aBase + (rowAt1) * i32(p[0].x) + (k)) / 4];
    let own2 = b0[(aBase + (rowAt2) * i32(p[0].x) + (k)) / 4];
    let own3 = b0[(aBase + (rowAt3) * i32(p[0].x) + (k)) / 4];
    let a0 = subgroupBroadcast(own0, 0u);
    let a1 = subgroupBroadcast(own0, 1u);
    let a2 = subgroupBroadcast(own0, 2u);
    let a3 = subgroupBroadcast(own0, 3u);
    let a4 = subgroupBroadcast(own1, 0u);
    let a5 = subgroupBroadcast(own1, 1u);
    let a6 = subgroupBroadcast(own1, 2u);
    let a7 = subgroupBroadcast(own1, 3u);
    let a8 = subgroupBroadcast(own2, 0u);
    let a9 = subgroupBroadcast(own2, 1u);
    let a10 = subgroupBroadcast(own2, 2u);
    let a11 = subgroupBroadcast(own2, 3u);
    let a12 = subgroupBroadcast(own3, 0u);
    let a13 = subgroupBroadcast(own3, 1u);
    let a14 = subgroupBroadcast(own3, 2u);
    let a15 = subgroupBroadcast(own3, 3u);
    let b0_0 = b1[(bBase + (min(column0 + 0, i32(p[0].w) - 4)) + (k + 0) * i32(p[0].y)) / 4];
    let b0_1 = b1[(bBase + (min(column0 + 0, i32(p[0].w) - 4)) + (k + 1) * i32(p[0].y)) / 4];
    let b0_2 = b1[(bBase + (min(column0 + 0, i32(p[0].w) - 4)) + (k + 2) * i32(p[0].y)) / 4];
    let b0_3 = b1[(bBase + (min(column0 + 0, i32(p[0].w) - 4)) + (k + 3) * i32(p[0].y)) / 4];
    let b1_0 = b1[(bBase + (min(column0 + 4, i32(p[0].w) - 4)) + (k + 0) * i32(p[0].y)) / 4];
    let b1_1 = b1[(bBase + (min(column0 + 4, i32(p[0].w) - 4)) + (k + 1) * i32(p[0].y)) / 4];
    let b1_2 = b1[(bBase + (min(column0 + 4, i32(p[0].w) - 4)) + (k + 2) * i32(p[0].y)) / 4];
    let b1_3 = b1[(bBase + (min(column0 + 4, i32(p[0].w) - 4)) + (k + 3) * i32(p[0].y)) / 4];
    c0_0 += a0.x * b0_0 + a0.y * b0_1 + a0.z * b0_2 + a0.w * b0_3;
    c0_1 += a0.x * b1_0 + a0.y * b1_1 + a0.z * b1_2 + a0.w * b1_3;
    c1_0 += a1.x * b0_0 + a1.y * b0_1 + a1.z * b0_2 + a1.w * b0_3;
    c1_1 += a1.x * b1_0 + a1.y * b1_1 + a1.z * b1_2 + a1.w * b1_3;
    c2_0 += a2.x * b0_0 + a2.y * b0_1 + a2.z * b0_2 + a2.w * b0_3;
    c2_1 += a2.x * b1_0 + a2.y * b1_1 + a2.z * b1_2 + a2.w * b1_3;
    c3_0 += a3.x * b0_0 + a3.y * b0_1 + a3.z * b0_2 + a3.w * b0_3;
    c3_1 += a3.x * b1_0 + a3.y * b1_1 + a3.z * b1_2 + a3.w * b1_3;
    c4_0 += a4.x * b0_0 + a4.y * b0_1 + a4.z * b0_2 + a4.w * b0_3;
    c4_1 += a4.x * b1_0 + a4.y * b1_1 + a4.z * b1_2 + a4.w * b1_3;
    c5_0 += a5.x * b0_0 + a5.y * b0_1 + a5.z * b0_2 + a5.w * b0_3;
    c5_1 += a5.x * b1_0 + a5.y * b1_1 + a5.z * b1_2 + a5.w * b1_3;
    c6_0 += a6.x * b0_0 + a6.y * b0_1 + a6.z * b0_2 + a6.w * b0_3;
    c6_1 += a6.x * b1_0 + a6.y * b1_1 + a6.z * b1_2 + a6.w * b1_3;
    c7_0 += a7.x * b0_0 + a7.y * b0_1 + a7.z * b0_2 + a7.w * b0_3;
    c7_1 += a7.x * b1_0 + a7.y * b1_1 + a7.z * b1_2 + a7.w * b1_3;
    c8_0 += a8.x * b0_0 + a8.y * b0_1 + a8.z * b0_2 + a8.w * b0_3;
    c8_1 += a8.x * b1_0 + a8.y * b1_1 + a8.z * b1_2 + a8.w * b1_3;
    c9_0 += a9.x * b0_0 + a9.y * b0_1 + a9.z * b0_2 + a9.w * b0_3;
    c9_1 += a9.x * b1_0 + a9.y * b1_1 + a9.z * b1_2 + a9.w * b1_3;
    c10_0 += a10.x * b0_0 + a10.y * b0_1 + a10.z * b0_2 + a10.w * b0_3;
    c10_1 += a10.x * b1_0 + a10.y * b1_1 + a10.z * b1_2 + a10.w * b1_3;
    c11_0 += a11.x * b0_0 + a11.y * b0_1 + a11.z * b0_2 + a11.w * b0_3;
    c11_1 += a11.x * b1_0 + a11.y * b1_1 + a11.z * b1_2 + a11.w * b1_3;
    c12_0 += a12.x * b0_0 + a12.y * b0_1 + a12.z * b0_2 + a12.w * b0_3;
    c12_1 += a12.x * b1_0 + a12.y * b1_1 + a12.z * b1_2 + a12.w * b1_3;
    c13_0 += a13.x * b0_0 + a13.y * b0_1 + a13.z * b0_2 + a13.w * b0_3;
    c13_1 += a13.x * b1_0 + a13.y * b1_1 + a13.z * b1_2 + a13.w * b1_3;
    c14_0 += a14.x * b0_0 + a14.y * b0_1 + a14.z * b0_2 + a14.w * b0_3;
    c14_1 += a14.x * b1_0 + a14.y * b1_1 + a14.z * b1_2 + a14.w * b1_3;
    c15_0 += a15.x * b0_0 + a15.y * b0_1 + a15.z * b0_2 + a15.w * b0_3;
    c15_1 += a15.x * b1_0 + a15.y * b1_1 + a15.z * b1_2 + a15.w * b1_3;
    }
    if (index >= tiles) { return; }
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
    ]
  `);
});

test('a product with bias and activation', () => {
  expect(kernelsOf(x(64, 32).matmul(x(32, 64)).add(x(64)).maximum(0))).toMatchInlineSnapshot(`
    [
      "@group(0) @binding(0) var<uniform> p: array<vec4<u32>, 3>;
    @group(0) @binding(1) var<storage, read> b0: array<vec4<f32>>;
    @group(0) @binding(2) var<storage, read> b1: array<vec4<f32>>;
    @group(0) @binding(3) var<storage, read> b2: array<vec4<f32>>;
    @group(0) @binding(4) var<storage, read_write> b3: array<vec4<f32>>;
    fn is_nan_4(x: vec4<f32>) -> vec4<bool> { return (bitcast<vec4<u32>>(x) & vec4<u32>(0x7fffffffu)) > vec4<u32>(0x7f800000u); }
    fn max_4(a: vec4<f32>, b: vec4<f32>) -> vec4<f32> { return select(max(a, b), a + b, is_nan_4(a) | is_nan_4(b)); }
    @compute @workgroup_size(64)
    fn main(@builtin(workgroup_id) workgroup: vec3<u32>, @builtin(num_workgroups) grid: vec3<u32>,
        @builtin(local_invocation_index) local: u32) {
    let index = i32((workgroup.y * grid.x + workgroup.x) * 64u + local);
    let tiles = i32(p[1].y);
    if (index >= tiles) { return; }
    let thread = index;
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
    c0_0 += a0.x * b0_0 + a0.y * b0_1 + a0.z * b0_2 + a0.w * b0_3;
    c0_1 += a0.x * b1_0 + a0.y * b1_1 + a0.z * b1_2 + a0.w * b1_3;
    c1_0 += a1.x * b0_0 + a1.y * b0_1 + a1.z * b0_2 + a1.w * b0_3;
    c1_1 += a1.x * b1_0 + a1.y * b1_1 + a1.z * b1_2 + a1.w * b1_3;
    c2_0 += a2.x * b0_0 + a2.y * b0_1 + a2.z * b0_2 + a2.w * b0_3;
    c2_1 += a2.x * b1_0 + a2.y * b1_1 + a2.z * b1_2 + a2.w * b1_3;
    c3_0 += a3.x * b0_0 + a3.y * b0_1 + a3.z * b0_2 + a3.w * b0_3;
    c3_1 += a3.x * b1_0 + a3.y * b1_1 + a3.z * b1_2 + a3.w * b1_3;
    c4_0 += a4.x * b0_0 + a4.y * b0_1 + a4.z * b0_2 + a4.w * b0_3;
    c4_1 += a4.x * b1_0 + a4.y * b1_1 + a4.z * b1_2 + a4.w * b1_3;
    c5_0 += a5.x * b0_0 + a5.y * b0_1 + a5.z * b0_2 + a5.w * b0_3;
    c5_1 += a5.x * b1_0 + a5.y * b1_1 + a5.z * b1_2 + a5.w * b1_3;
    c6_0 += a6.x * b0_0 + a6.y * b0_1 + a6.z * b0_2 + a6.w * b0_3;
    c6_1 += a6.x * b1_0 + a6.y * b1_1 + a6.z * b1_2 + a6.w * b1_3;
    c7_0 += a7.x * b0_0 + a7.y * b0_1 + a7.z * b0_2 + a7.w * b0_3;
    c7_1 += a7.x * b1_0 + a7.y * b1_1 + a7.z * b1_2 + a7.w * b1_3;
    c8_0 += a8.x * b0_0 + a8.y * b0_1 + a8.z * b0_2 + a8.w * b0_3;
    c8_1 += a8.x * b1_0 + a8.y * b1_1 + a8.z * b1_2 + a8.w * b1_3;
    c9_0 += a9.x * b0_0 + a9.y * b0_1 + a9.z * b0_2 + a9.w * b0_3;
    c9_1 += a9.x * b1_0 + a9.y * b1_1 + a9.z * b1_2 + a9.w * b1_3;
    c10_0 += a10.x * b0_0 + a10.y * b0_1 + a10.z * b0_2 + a10.w * b0_3;
    c10_1 += a10.x * b1_0 + a10.y * b1_1 + a10.z * b1_2 + a10.w * b1_3;
    c11_0 += a11.x * b0_0 + a11.y * b0_1 + a11.z * b0_2 + a11.w * b0_3;
    c11_1 += a11.x * b1_0 + a11.y * b1_1 + a11.z * b1_2 + a11.w * b1_3;
    c12_0 += a12.x * b0_0 + a12.y * b0_1 + a12.z * b0_2 + a12.w * b0_3;
    c12_1 += a12.x * b1_0 + a12.y * b1_1 + a12.z * b1_2 + a12.w * b1_3;
    c13_0 += a13.x * b0_0 + a13.y * b0_1 + a13.z * b0_2 + a13.w * b0_3;
    c13_1 += a13.x * b1_0 + a13.y * b1_1 + a13.z * b1_2 + a13.w * b1_3;
    c14_0 += a14.x * b0_0 + a14.y * b0_1 + a14.z * b0_2 + a14.w * b0_3;
    c14_1 += a14.x * b1_0 + a14.y * b1_1 + a14.z * b1_2 + a14.w * b1_3;
    c15_0 += a15.x * b0_0 + a15.y * b0_1 + a15.z * b0_2 + a15.w * b0_3;
    c15_1 += a15.x * b1_0 + a15.y * b1_1 + a15.z * b1_2 + a15.w * b1_3;
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
    let d1 = flat % i32(p[2].z);
    let d1_ = flat / i32(p[2].z);
    let d0 = d1_;
    let v0: vec4<f32> = b2[((d1)) / 4];
    let v1: vec4<f32> = (value + v0);
    let v2: f32 = bitcast<f32>(p[2].w);
    let v3: vec4<f32> = max_4(v1, vec4<f32>(v2));
    b3[item] = v3;
    }
    }
    }",
    ]
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
    if (thread * 1 >= i32(p[0].x)) { return; }
    let item0 = min(thread * 1 + 0, i32(p[0].x) - 1);
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
