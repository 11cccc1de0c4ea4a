/** Kernels that users write, in the lazy graph. */
import { describe, expect, test } from 'vitest';
import {
  arange,
  counters,
  customFunction,
  kernel,
  type Kernel,
  randn,
  realize,
  tensor,
  type Tensor,
} from '../../src/index.ts';

const scaleAndShift = kernel({
  name: 'scaleAndShift',
  inputs: { x: 'f32', shift: 'f32' },
  outputs: { y: { type: 'f32', shape: ({ x }) => x! } },
  params: { scale: 'f32', n: 'u32' },
  workgroupSize: 64,
  workgroups: ({ x }) => Math.ceil(x!.reduce((a, b) => a * b, 1) / 64),
  wgsl: /* wgsl */ `
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < params.n) {
    y[id.x] = params.scale * x[id.x] + shift[id.x % arrayLength(&shift)];
  }
}`,
});

const values = (x: Tensor): Promise<number[]> => x.data().then((data) => Array.from(data));

describe('inputs, outputs and parameters by name', () => {
  test('in any order', async () => {
    const y = scaleAndShift({ shift: tensor([10, 20, 30, 40]), x: tensor([1, 2, 3, 4]) }, { n: 4, scale: 2 });
    expect([y.shape, y.dtype]).toEqual([[4], 'f32']);
    expect(await values(y)).toEqual([12, 24, 36, 48]);
  });

  test('parameters change without compiling anew', async () => {
    const x = tensor([1, 2, 3, 4]);
    await scaleAndShift({ x, shift: x }, { n: 4, scale: 1 }).data();
    const before = counters().pipelinesCompiled;
    expect(await values(scaleAndShift({ x, shift: x }, { n: 4, scale: 9 }))).toEqual([10, 20, 30, 40]);
    expect(counters().pipelinesCompiled).toBe(before);
  });

  test('vectors of four, and integers', async () => {
    const negate = kernel({
      name: 'negate',
      inputs: { x: 'vec4<i32>' },
      outputs: { y: { type: 'vec4<i32>', shape: ({ x }) => x! } },
      workgroupSize: 1,
      workgroups: ({ x }) => x!.reduce((a, b) => a * b, 1) / 4,
      wgsl: `fn main(@builtin(workgroup_id) id: vec3u) { y[id.x] = -x[id.x]; }`,
    });
    const y = negate({ x: tensor(Int32Array.of(1, -2, 3, -4, 5, 6, 7, 8), [2, 4]) });
    expect(await y.array()).toEqual([
      [-1, 2, -3, 4],
      [-5, -6, -7, -8],
    ]);
    expect(() => negate({ x: tensor(Int32Array.of(1, 2, 3)) })).toThrow(
      'negate: x is an array of vec4<i32>, but shape [3] has 3 elements, no multiple of 4',
    );
  });

  test('arrayLength is the length, whatever it is', async () => {
    const lengths = kernel({
      name: 'lengths',
      inputs: { a: 'f32', b: 'i32' },
      outputs: { y: { type: 'u32', shape: () => [3] } },
      workgroupSize: 1,
      workgroups: () => 1,
      wgsl: 'fn main() { y[0] = arrayLength(&a); y[1] = arrayLength(&b); y[2] = arrayLength(&y); }',
    });
    expect(await values(lengths({ a: tensor([1]), b: tensor(Int32Array.of(1, 2, 3, 4, 5)) }))).toEqual([
      1, 5, 3,
    ]);
  });

  test('an output that nobody reads may change its length', async () => {
    let length = 4;
    const lengthOf = kernel({
      name: 'lengthOf',
      inputs: { x: 'f32' },
      outputs: {
        y: { type: 'u32', shape: () => [1] },
        unread: { type: 'f32', shape: () => [length] },
      },
      workgroupSize: 1,
      workgroups: () => 1,
      wgsl: 'fn main() { y[0] = arrayLength(&unread) + u32(0 * x[0]); }',
    });
    const x = tensor([1]);
    await realize(x);
    expect(await lengthOf.all({ x })['y']!.array()).toEqual([4]);
    length = 8;
    expect(await lengthOf.all({ x })['y']!.array()).toEqual([8]);
  });

  test('several outputs, of other shapes, from one dispatch', async () => {
    const minMax = kernel({
      name: 'minMax',
      inputs: { x: 'f32' },
      outputs: {
        smallest: { type: 'f32', shape: ({ x }) => [x![0]!] },
        largest: { type: 'f32', shape: ({ x }) => [x![0]!] },
      },
      params: { columns: 'u32' },
      workgroupSize: 1,
      workgroups: ({ x }) => x![0]!,
      wgsl: /* wgsl */ `
fn main(@builtin(workgroup_id) id: vec3u) {
  var low = x[id.x * params.columns];
  var high = low;
  for (var i = 1u; i < params.columns; i++) {
    low = min(low, x[id.x * params.columns + i]);
    high = max(high, x[id.x * params.columns + i]);
  }
  smallest[id.x] = low;
  largest[id.x] = high;
}`,
    });
    const x = tensor([
      [3, 1, 2],
      [-1, -5, 0],
    ]);
    const { smallest, largest } = minMax.all({ x }, { columns: 3 });
    const before = counters().dispatches;
    await realize(smallest!, largest!);
    expect(counters().dispatches - before).toBe(1);
    expect([await values(smallest!), await values(largest!)]).toEqual([
      [1, -5],
      [3, 0],
    ]);
    // One of them alone will do.
    expect(await values(minMax.all({ x }, { columns: 3 })['largest']!)).toEqual([3, 0]);
    expect(() => minMax({ x }, { columns: 3 })).toThrow(
      'minMax: it has 2 outputs; call all() to get them by name',
    );
  });
});

const transposed = kernel({
  name: 'transposed',
  inputs: { x: 'f32' },
  outputs: { y: { type: 'f32', shape: ({ x }) => [x![1]!, x![0]!] } },
  params: { rows: 'u32', columns: 'u32' },
  workgroupSize: [8, 8],
  workgroups: ({ x }) => [Math.ceil(x![1]! / 8), Math.ceil(x![0]! / 8)],
  wgsl: /* wgsl */ `
@compute @workgroup_size(8, 8)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < params.columns && id.y < params.rows) {
    y[id.x * params.rows + id.y] = x[id.y * params.columns + id.x];
  }
}`,
});

describe('in the lazy graph', () => {
  test('a grid of two dimensions', async () => {
    const x = randn([19, 37], { seed: 1 });
    const y = transposed({ x }, { rows: 19, columns: 37 });
    expect(await values(y)).toEqual(await values(x.transpose(0, 1).contiguous()));
  });

  test('views are put in order before, and results go on', async () => {
    const x = randn([6, 10], { seed: 2 });
    const view = x.slice([1, 6, 2], [null, null, -1]).transpose(0, 1);
    const y = transposed({ x: view.mul(2) }, { rows: 10, columns: 3 }).add(1);
    const expected = await x.slice([1, 6, 2], [null, null, -1]).mul(2).add(1).data();
    expect(await values(y)).toEqual(Array.from(expected));
  });

  test('nothing runs before somebody reads', async () => {
    await realize(tensor([1]).add(1));
    const before = counters().dispatches;
    const y = scaleAndShift({ x: arange(4).to('f32'), shift: tensor([1]) }, { n: 4, scale: 1 });
    expect(counters().dispatches).toBe(before);
    expect(await values(y.mul(2))).toEqual([2, 4, 6, 8]);
  });

  test('no gradient, unless customFunction() gives one', async () => {
    const x = tensor([1, 2, 3, 4], undefined, { requiresGrad: true });
    const y = scaleAndShift({ x, shift: tensor([1]) }, { n: 4, scale: 3 });
    expect(() => y.sum().backward()).toThrow(
      'scaleAndShift: it has no gradient; give it one with customFunction()',
    );
    const triple = customFunction<[Tensor]>({
      name: 'triple',
      forward: (_context, a) => scaleAndShift({ x: a, shift: tensor([0]) }, { n: 4, scale: 3 }),
      backward: (_context, g) => [g.mul(3)],
    });
    triple(x).sum().backward();
    expect(await values(x.grad!)).toEqual([3, 3, 3, 3]);
  });
});

test('describe() shows what will run', () => {
  expect(scaleAndShift.describe({ x: [100], shift: [1] }, { n: 100, scale: 1 })).toMatchInlineSnapshot(`
    {
      "bindings": [
        "params",
        "x",
        "shift",
        "y",
      ],
      "wgsl": "
    @compute @workgroup_size(64, 1, 1) fn main(@builtin(global_invocation_id) id: vec3u) {
      if (id.x < params.n) {
        y[id.x] = params.scale * x[id.x] + shift[id.x % arrayLength(&shift)];
      }
    }

    struct Params { scale: f32, n: u32 }
    @group(0) @binding(0) var<uniform> params: Params;
    @group(0) @binding(1) var<storage, read> x: array<f32>;
    @group(0) @binding(2) var<storage, read> shift: array<f32>;
    @group(0) @binding(3) var<storage, read_write> y: array<f32>;
    ",
      "workgroupSize": [
        64,
        1,
        1,
      ],
      "workgroups": [
        2,
        1,
        1,
      ],
    }
  `);
});

describe('mistakes', () => {
  const x = tensor([1, 2, 3, 4]);
  const call =
    (inputs: Record<string, Tensor>, params: Record<string, number>): (() => unknown) =>
    () =>
      scaleAndShift(inputs, params);

  test.each<[string, () => unknown, string]>([
    [
      'an input is missing',
      call({ x }, { n: 4, scale: 1 }),
      'scaleAndShift: the inputs do not match; missing: shift',
    ],
    [
      'an input is unknown',
      call({ x, shift: x, z: x }, { n: 4, scale: 1 }),
      'scaleAndShift: the inputs do not match; unknown: z',
    ],
    [
      'a parameter is missing',
      call({ x, shift: x }, { n: 4 }),
      'scaleAndShift: the parameters do not match; missing: scale',
    ],
    [
      'a parameter is no whole number',
      call({ x, shift: x }, { n: 4.5, scale: 1 }),
      'scaleAndShift: parameter n is 4.5; the kernel wants u32',
    ],
    [
      'an input of another type',
      call({ x: x.to('i32'), shift: x }, { n: 4, scale: 1 }),
      'scaleAndShift: input x is i32; the kernel wants f32',
    ],
  ])('%s', (_what, mistake, message) => {
    expect(mistake).toThrow(message);
  });

  test('a grid over the limit, and what to do', () => {
    const wide: Kernel = kernel({
      name: 'wide',
      inputs: { x: 'f32' },
      outputs: { y: { type: 'f32', shape: ({ x: shape }) => shape! } },
      workgroupSize: 1,
      workgroups: () => 70_000,
      wgsl: 'fn main() { y[0] = x[0]; }',
    });
    expect(() => wide({ x })).toThrow(
      /wide: 70000 workgroups along x are over the limit of 65535.*Spread them over two dimensions/,
    );
  });

  test('WGSL that does not compile: line and caret of the source as it was written', async () => {
    const broken = kernel({
      name: 'broken',
      inputs: { x: 'f32' },
      outputs: { y: { type: 'f32', shape: ({ x: shape }) => shape! } },
      workgroupSize: 1,
      workgroups: () => 1,
      wgsl: 'fn main() {\n  let half = 0.5;\n  y[0] = x[0] * hlaf;\n}',
    });
    await expect(broken({ x }).data()).rejects.toThrow(
      /The WGSL of broken does not compile.*unresolved value 'hlaf'.*line 3, column 17.*3 \|   y\[0\] = x\[0\] \* hlaf;\n.*\^\^\^\^/s,
    );
    // The device lives on.
    expect(await values(x.add(1))).toEqual([2, 3, 4, 5]);
  });
});
