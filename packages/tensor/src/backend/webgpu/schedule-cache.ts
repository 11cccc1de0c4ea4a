/**
 * Schedules by the structure of their graphs. A training step builds the same graph again and again, over other tensors
 * and with other constants; its schedule is made once, and filled in with the new ones after that.
 */
import { Node } from '../../graph/node.ts';
import { pendingGraph, type PendingGraph } from './boundaries.ts';
import type { Program } from './loop-writer.ts';
import { type Abilities, type Schedule, scheduleGraph } from './schedule.ts';
import { bitsOf } from './writer.ts';

/** Graphs that are remembered; of programs that never do the same twice, the oldest are forgotten. */
const MAX_ENTRIES = 256;

/** A program with numbers in the place of nodes. */
interface Template extends Omit<Program, 'inputs' | 'outputs' | 'bound' | 'constants' | 'members'> {
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly bound: readonly number[];
  readonly constants: readonly { readonly index: number; readonly node: number }[];
}

interface Entry {
  readonly templates: readonly Template[];
  readonly uploads: readonly number[];
  /** Nodes that the schedule itself made, for copies and scratch memory; their numbers follow those of the graph. */
  readonly extras: readonly Pick<Node, 'shape' | 'dtype'>[];
}

export class ScheduleCache {
  readonly #entries = new Map<string, Entry>();

  get(targets: readonly Node[], abilities: Abilities): Schedule {
    const graph = pendingGraph(targets);
    const { signature, nodes } = describe(graph, targets);
    const known = this.#entries.get(signature);
    if (known !== undefined) return fill(known, graph, nodes);
    const schedule = scheduleGraph(graph, targets, abilities);
    if (this.#entries.size >= MAX_ENTRIES) this.#entries.delete(this.#entries.keys().next().value!);
    this.#entries.set(signature, abstract(schedule, nodes));
    return schedule;
  }
}

/**
 * Everything that a schedule depends on, as text, and the nodes in the order in which the text speaks of them. Values of
 * constants are left out, but not which constants are equal: those are one node.
 */
function describe(graph: PendingGraph, targets: readonly Node[]): { signature: string; nodes: Node[] } {
  const nodes: Node[] = [];
  const numbers = new Map<Node, number>();
  const parts: string[] = [];
  const numberOf = (given: Node): number => {
    const node = graph.canonical(given);
    let number = numbers.get(node);
    if (number === undefined) {
      number = nodes.push(node) - 1;
      numbers.set(node, number);
      // Not in the graph: its value is there already.
      parts.push(`${node.dtype}[${node.shape.join(',')}]`);
    }
    return number;
  };
  for (const node of graph.order) {
    const inputs = node.inputs.map(numberOf);
    numbers.set(node, nodes.push(node) - 1);
    parts.push(`${operationOf(node)}(${inputs.join(',')})${node.dtype}[${node.shape.join(',')}]`);
  }
  parts.push(targets.map(numberOf).join(','));
  return { signature: parts.join(';'), nodes };
}

function operationOf({ operation }: Node): string {
  switch (operation.kind) {
    case 'data':
    case 'constant':
      return operation.kind;
    case 'kernel': {
      const { call, output } = operation;
      // Outputs that nobody reads are no nodes of the graph, but they get memory.
      return JSON.stringify([call.wgsl, call.workgroups, call.params, call.outputs, output]);
    }
    default:
      return JSON.stringify(operation);
  }
}

function abstract({ programs, uploads }: Schedule, nodes: readonly Node[]): Entry {
  const numbers = new Map(nodes.map((node, number) => [node, number]));
  const extras: Node[] = [];
  const numberOf = (node: Node): number => {
    let number = numbers.get(node);
    if (number === undefined) {
      number = nodes.length + extras.push(node) - 1;
      numbers.set(node, number);
    }
    return number;
  };
  const templates = programs.map(({ members: _members, ...program }) => ({
    ...program,
    inputs: program.inputs.map(numberOf),
    outputs: program.outputs.map(numberOf),
    bound: program.bound.map(numberOf),
    constants: (program.constants ?? []).map(({ index, node }) => ({ index, node: numberOf(node) })),
  }));
  return {
    templates,
    uploads: uploads.map(numberOf),
    extras: extras.map(({ shape, dtype }) => ({ shape, dtype })),
  };
}

function fill({ templates, uploads, extras }: Entry, graph: PendingGraph, known: readonly Node[]): Schedule {
  const nodes = [...known, ...extras.map(({ shape, dtype }) => new Node({ kind: 'copy' }, [], shape, dtype))];
  const at = (number: number): Node => nodes[number]!;
  const programs = templates.map((template): Program => {
    const params = template.params.slice();
    for (const { index, node } of template.constants) {
      const { operation, dtype } = at(node);
      if (operation.kind === 'constant') params[index] = bitsOf(operation.value, dtype);
    }
    return {
      ...template,
      inputs: template.inputs.map(at),
      outputs: template.outputs.map(at),
      bound: template.bound.map(at),
      constants: [],
      params,
    };
  });
  return { programs, uploads: uploads.map(at), graph };
}
