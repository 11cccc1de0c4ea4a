/** What the engine says about what it does: explain(), traces, toString(). */
import { describe, expect, test } from 'vitest';
import { explain, randn, tensor, type Tensor } from '../../src/index.ts';
import { runScript, sourceFolder } from '../support.ts';
import { softmax } from './support/transformer.ts';

const x = (...shape: number[]): Tensor => randn(shape, { seed: 1 });

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
    expect(String(tensor(Float32Array.from({ length: 20 }, (_value, i) => i)))).toMatchInlineSnapshot(
      `"Tensor f32 [20] [0, 1, 2, …, 17, 18, 19]"`,
    );
    expect(String(tensor([true, false]))).toMatchInlineSnapshot(`"Tensor bool [2] [1, 0]"`);
    expect(String(tensor([1]).add(1))).toMatchInlineSnapshot(
      `"Tensor f32 [1] (not computed yet; await data() or array() for the values)"`,
    );
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
      let item_0 = item;
      let v1: f32 = bitcast<f32>(p[0].z);
      var r0a: f32 = f32(0.0);
      for (var lane = 0; lane < i32(p[0].y); lane++) {
      let linear = item * i32(p[0].y) + lane;
      let lane_0 = lane;
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
