/** From nodes to programs: what has to run, in which order. */
import { Node } from '../../graph/node.ts';
import { sizeOf } from '../../shape/shape.ts';
import { contiguous } from '../../shape/view.ts';
import { type Analysis, analyse, type PendingGraph, pendingGraph } from './boundaries.ts';
import { groupIntoKernels, type Kernel, sourcesOf } from './kernels.ts';
import { planLoop } from './loop-plan.ts';
import { type Program, writeLoop } from './loop-writer.ts';
import { singleView } from './lower.ts';
import type { KernelFamily, Lanes } from './kernel-family.ts';
import type { MatmulPlan, Operand } from './matmul-operand.ts';
import { writeTiledMatmul } from './matmul-tiled.ts';
import { writeMatmul } from './matmul-writer.ts';
import { writeArgsort, writeCumsum, writeScatterAdd } from './row-programs.ts';

/** Programs in order, and the nodes that get memory on the way. */
export interface Schedule {
  readonly programs: readonly Program[];
  /** Data of the host, to be uploaded first. */
  readonly uploads: readonly Node[];
  readonly graph: PendingGraph;
}

/** What the device can do. */
export interface Abilities {
  /** Buffers that a kernel may bind. */
  readonly maxBindings: number;
  readonly family: KernelFamily;
  /** Invocations that go in step and can hand values to each other; 1 where that is not known. */
  readonly lanes: Lanes;
}

/** @param exposed - nodes that get memory although nobody asks for them */
export function schedule(
  targets: readonly Node[],
  abilities: Abilities,
  exposed: readonly Node[] = [],
): Schedule {
  return scheduleGraph(pendingGraph([...targets, ...exposed]), [...targets, ...exposed], abilities);
}

/** As {@link schedule}, for a graph whose equal nodes have been found. */
export function scheduleGraph(graph: PendingGraph, targets: readonly Node[], abilities: Abilities): Schedule {
  const analysis = analyse(graph, targets, abilities.maxBindings);
  const kernels = groupIntoKernels(analysis, abilities.maxBindings);
  const needed = neededOutside(kernels, targets, analysis);
  const programs: Program[] = [];
  const uploads: Node[] = [];
  for (const kernel of kernels) {
    if (kernel.kind === 'data') uploads.push(kernel.members[0]!);
    else if (kernel.members.some((node) => needed.has(node) && sizeOf(node.shape) > 0)) {
      const parts = write(kernel, analysis, (node) => needed.has(node), abilities);
      const last = parts.pop()!;
      programs.push(...parts, { ...last, members: kernel.members, isMatmul: kernel.kind === 'matmul' });
    }
  }
  return { programs, uploads, graph };
}

/** Values that other kernels or the caller read. */
function neededOutside(kernels: readonly Kernel[], targets: readonly Node[], analysis: Analysis): Set<Node> {
  const needed = new Set(targets.map((node) => analysis.canonical(node)));
  for (const kernel of kernels) {
    for (const member of kernel.members) {
      for (const source of sourcesOf(member, analysis))
        if (!kernel.members.includes(source)) needed.add(source);
    }
  }
  return needed;
}

function write(
  kernel: Kernel,
  analysis: Analysis,
  isStored: (node: Node) => boolean,
  abilities: Abilities,
): Program[] {
  const [node] = kernel.members as [Node];
  const { operation } = node;
  const { canonical } = analysis;
  switch (operation.kind) {
    case 'matmul':
      return writeProduct(kernel, node, analysis, isStored, abilities);
    case 'cumsum':
      return [writeCumsum(node, canonical(node.inputs[0]!), operation.axis)];
    case 'argsort':
      return [writeArgsort(node, canonical(node.inputs[0]!), operation.descending)];
    case 'scatterAdd': {
      const copies: Program[] = [];
      const index = asView(node.inputs[0]!, analysis, copies, abilities);
      const values = asContiguous(node.inputs[1]!, analysis, copies, abilities);
      return [...copies, writeScatterAdd(node, operation.axis, index, values)];
    }
    case 'kernel': {
      const { call } = operation;
      const inputs = node.inputs.map((input) => canonical(input));
      const outputs = call.outputs.map((output, index) => {
        const member = kernel.members.find(
          (each) => each.operation.kind === 'kernel' && each.operation.output === index,
        );
        return member ?? new Node({ kind: 'copy' }, [], output.shape, output.dtype);
      });
      return [
        {
          name: call.name,
          bindsExactly: true,
          wgsl: call.wgsl,
          inputs,
          outputs,
          bound: [...inputs, ...outputs],
          params: new Uint32Array(call.params.buffer, call.params.byteOffset, call.params.byteLength / 4),
          workgroups: call.workgroups,
        },
      ];
    }
    default:
      return [writeLoop(nameOfLoop(kernel), planLoop(kernel, analysis), isStored, abilities.family)];
  }
}

/** What a kernel computes, in the order of its members. */
function nameOfLoop(kernel: Kernel): string {
  return kernel.members
    .map(({ operation }) => ('name' in operation ? operation.name : operation.kind))
    .join('+');
}

/** A value as one view of a buffer; copied first if it is none. */
function asView(node: Node, analysis: Analysis, copies: Program[], abilities: Abilities): Operand {
  return singleView(node, analysis) ?? copied(node, analysis, copies, abilities);
}

function asContiguous(node: Node, analysis: Analysis, copies: Program[], abilities: Abilities): Node {
  const found = analysis.canonical(node);
  return analysis.hasMemory(found) ? found : copied(node, analysis, copies, abilities).node;
}

/** A program that copies a value into memory of its own, for the kernel after it. */
function copied(node: Node, analysis: Analysis, copies: Program[], abilities: Abilities): Operand {
  const copy = new Node({ kind: 'copy' }, [node], node.shape, node.dtype);
  const kernel: Kernel = {
    kind: 'loop',
    members: [copy],
    rows: undefined,
    size: sizeOf(copy.shape),
    producers: new Set(),
  };
  copies.push(writeLoop('copy', planLoop(kernel, analysis), () => true, abilities.family));
  return { node: copy, view: contiguous(copy.shape) };
}

function writeProduct(
  kernel: Kernel,
  node: Node,
  analysis: Analysis,
  isStored: (node: Node) => boolean,
  abilities: Abilities,
): Program[] {
  const copies: Program[] = [];
  const operands = node.inputs.map((input) => asView(input, analysis, copies, abilities)) as [
    Operand,
    Operand,
  ];
  const plan = planLoop(kernel, analysis);
  const name = [
    'matmul',
    ...kernel.members
      .slice(1)
      .map(({ operation }) => ('name' in operation ? operation.name : operation.kind)),
  ];
  const product: MatmulPlan = { product: node, a: operands[0], b: operands[1], epilogue: plan };
  const program =
    abilities.family === 'gpu'
      ? writeTiledMatmul(name.join('+'), product, isStored)
      : writeMatmul(name.join('+'), product, isStored, abilities.lanes);
  return [...copies, program];
}
