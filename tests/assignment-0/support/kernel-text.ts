/**
 * Runs the text of a kernel on a device of the tests' own; also rewritten so that every access to global memory goes
 * through a counter. What a submission says about itself has no part in it.
 */
import { kernel, type KernelSpec, type Tensor, tensor } from '@dawnbook/tensor';
import type { Nd } from './nd.ts';

/** A kernel as a submission describes it. */
export interface KernelText {
  wgsl: string;
  workgroupSize: [number, number, number];
  workgroups: [number, number, number];
}

export interface AccessCounts {
  /** What the kernel computed. */
  out: Nd;
  /** Accesses of each invocation: by name of the buffer, in the order of the invocations. */
  counts: Record<string, Uint32Array>;
}

/** Builtin values that a kernel may ask for. */
const BUILTINS = {
  global_invocation_id: 'vec3u',
  local_invocation_id: 'vec3u',
  workgroup_id: 'vec3u',
  num_workgroups: 'vec3u',
  local_invocation_index: 'u32',
} as const;

type Inputs = Readonly<Record<string, Nd>>;
type Params = Readonly<Record<string, number>>;

/** Runs a kernel with one output, `out`. */
export async function runText(
  { wgsl, workgroupSize, workgroups }: KernelText,
  inputs: Inputs,
  params: Params,
  outShape: readonly number[],
): Promise<Nd> {
  const spec: KernelSpec = {
    name: 'kernel',
    wgsl,
    ...signature(inputs, params),
    outputs: { out: { type: 'f32', shape: () => [...outShape] } },
    workgroupSize,
    workgroups: () => workgroups,
  };
  const out = (await kernel(spec)(tensors(inputs), params).data()) as Float32Array;
  return { shape: [...outShape], data: out };
}

/** Runs a kernel with one output, `out`, and counts how often each invocation touches each buffer. */
export async function countAccesses(
  { wgsl, workgroupSize, workgroups }: KernelText,
  inputs: Inputs,
  params: Params,
  outShape: readonly number[],
): Promise<AccessCounts> {
  const buffers = [...Object.keys(inputs), 'out'];
  const invocations = workgroups.reduce((a, b) => a * b) * workgroupSize.reduce((a, b) => a * b);
  const spec: KernelSpec = {
    name: 'counted kernel',
    wgsl: instrument(wgsl, buffers, workgroupSize),
    ...signature(inputs, params),
    outputs: {
      out: { type: 'f32', shape: () => [...outShape] },
      access_counts: { type: 'u32', shape: () => [buffers.length, invocations] },
    },
    workgroupSize,
    workgroups: () => workgroups,
  };
  const results = kernel(spec).all(tensors(inputs), params);
  const out = (await results['out']!.data()) as Float32Array;
  const counted = (await results['access_counts']!.data()) as Uint32Array;
  return {
    out: { shape: [...outShape], data: out },
    counts: Object.fromEntries(
      buffers.map((name, i) => [name, counted.slice(i * invocations, (i + 1) * invocations)]),
    ),
  };
}

function signature(inputs: Inputs, params: Params): Pick<KernelSpec, 'inputs' | 'params'> {
  return {
    inputs: Object.fromEntries(Object.keys(inputs).map((name) => [name, 'f32'])),
    params: Object.fromEntries(Object.keys(params).map((name) => [name, 'u32'])),
  };
}

function tensors(inputs: Inputs): Record<string, Tensor> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, { data, shape }]) => [name, tensor(data, shape)]),
  );
}

/**
 * Sends every `name[…]` through `count_name(…)`, and makes `main` a function that a new `main` calls, which stores the
 * counts in the end.
 */
function instrument(wgsl: string, buffers: readonly string[], size: readonly number[]): string {
  // Comments may hold anything.
  let text = wgsl.replaceAll(/\/\/.*$/gm, '').replaceAll(/\/\*[\s\S]*?\*\//g, '');
  for (const name of buffers) text = countIndexing(text, name);
  const head = /((?:@compute|@workgroup_size\s*\([^)]*\))\s*)*fn\s+main\s*\(([^{]*?)\)\s*\{/.exec(text);
  if (head === null) throw new Error('the kernel has no fn main');
  const parameters = [...head[2]!.matchAll(/@builtin\(\s*(\w+)\s*\)\s*(\w+)\s*:\s*([\w<>]+)/g)];
  const plain = parameters.map(([, , name, type]) => `${name}: ${type}`).join(', ');
  const passed = parameters.map(([, builtin]) => `in_${builtin}`).join(', ');
  const declared = Object.entries(BUILTINS).map(
    ([builtin, type]) => `@builtin(${builtin}) in_${builtin}: ${type}`,
  );
  const perWorkgroup = size.reduce((a, b) => a * b);
  const counters = buffers.map(
    (name) => `var<private> counter_${name}: u32;
    fn count_${name}(i: u32) -> u32 { counter_${name}++; return i; }`,
  );
  const stores = buffers.map((name, i) => `access_counts[${i}u * total + own] = counter_${name};`);
  return `${text.replace(head[0], `fn counted_main(${plain}) {`)}
    ${counters.join('\n')}
    fn main(${declared.join(', ')}) {
      counted_main(${passed});
      let total = in_num_workgroups.x * in_num_workgroups.y * in_num_workgroups.z * ${perWorkgroup}u;
      let group = (in_workgroup_id.z * in_num_workgroups.y + in_workgroup_id.y) * in_num_workgroups.x + in_workgroup_id.x;
      let own = group * ${perWorkgroup}u + in_local_invocation_index;
      ${stores.join('\n      ')}
    }`;
}

/** `x[E]` → `x[count_x(u32(E))]`, also where indices are nested. */
function countIndexing(text: string, name: string): string {
  const start = new RegExp(`\\b${name}\\s*\\[`, 'g');
  let result = '';
  let from = 0;
  for (let match = start.exec(text); match !== null; match = start.exec(text)) {
    const open = match.index + match[0].length;
    let depth = 1;
    let close = open;
    while (depth > 0 && close < text.length) {
      if (text[close] === '[') depth++;
      if (text[close] === ']') depth--;
      close++;
    }
    result += `${text.slice(from, open)}count_${name}(u32(${text.slice(open, close - 1)}))]`;
    from = close;
    start.lastIndex = close;
  }
  return result + text.slice(from);
}
