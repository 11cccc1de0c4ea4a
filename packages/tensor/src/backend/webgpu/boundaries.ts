/**
 * Decides which values get memory. Everything else is computed where it is needed, as part of the kernels that need it.
 */
import { refuseGone } from '../../graph/gone.ts';
import { type Node, pendingNodes } from '../../graph/node.ts';
import { elementwiseRow } from '../../ops/elementwise.ts';
import { type Ground, singleView } from './lower.ts';
import { bitsOf } from './writer.ts';

/** Bindings that the inputs of one expression may need; kernels that are merged may need more. */
const MAX_SOURCES = 5;
/** What an expression may cost before it is computed once and stored, if several kernels need it. */
const CHEAP = 4;
/** What one expression may cost. Beyond this, compiling takes longer than memory traffic. */
const MAX_COST = 256;
/** How deep an expression may be, movements included: whoever goes through it calls itself so many times. */
const MAX_DEPTH = 128;

/** The pending part of a graph, with equal nodes as one, and the decisions about it. */
export interface Analysis extends Ground {
  /** Inputs first. */
  readonly order: readonly Node[];
}

/** What has to be computed: the distinct nodes, inputs first. */
export interface PendingGraph {
  readonly order: readonly Node[];
  readonly canonical: (node: Node) => Node;
}

/** The part of a graph that has not been computed, with equal nodes as one. */
export function pendingGraph(targets: readonly Node[]): PendingGraph {
  const pending = pendingNodes(targets);
  refuseGone(pending);
  const canonical = mergeEqual(pending);
  return { order: pending.filter((node) => canonical(node) === node), canonical };
}

/** Decides which values of a graph get memory. */
export function analyse(
  { order, canonical }: PendingGraph,
  targets: readonly Node[],
  maxBindings: number,
): Analysis {
  const stored = new Set<Node>();
  const hasMemory = (node: Node): boolean => node.isComputed || stored.has(node);
  const ground = { canonical, hasMemory };
  for (const target of targets) stored.add(canonical(target));

  // Kernels of their own, and what they want to find in memory.
  for (const node of order) {
    switch (node.operation.kind) {
      case 'reduce':
      case 'copy':
      case 'data':
        stored.add(node);
        break;
      case 'matmul':
      case 'scatterAdd':
        stored.add(node);
        for (const input of node.inputs) stored.add(baseOf(input, ground));
        break;
      case 'cumsum':
      case 'argsort':
      case 'kernel':
        stored.add(node);
        for (const input of node.inputs) stored.add(canonical(input));
        break;
      case 'gather':
        stored.add(baseOf(node.inputs[0]!, ground));
        break;
      default:
    }
  }

  // What would be too deep for whoever goes through it is cut.
  const depths = new Map<Node, number>();
  for (const node of order) {
    const below = node.inputs.map((input) => canonical(input)).filter((input) => !hasMemory(input));
    const depth = 1 + Math.max(0, ...below.map((input) => depths.get(input)!));
    depths.set(node, depth);
    if (depth > MAX_DEPTH) stored.add(node);
  }

  // Values that several others need, unless computing them again is next to nothing.
  const users = new Map<Node, number>();
  for (const node of order) {
    for (const input of new Set(node.inputs.map((each) => baseOf(each, ground)))) {
      if (node.operation.kind !== 'move') users.set(input, (users.get(input) ?? 0) + 1);
    }
  }
  const costs = new Map<Node, Cost>();
  for (const node of order) {
    const cost = costOf(node, ground, costs, stored);
    const isShared = (users.get(node) ?? 0) > 1;
    const isCheap = cost.sources.size === 0 || (cost.operations <= CHEAP && cost.sources.size <= 1);
    if (isInline(node) && isShared && !isCheap) stored.add(node);
    costs.set(node, hasMemory(node) ? { operations: 0, sources: new Set([node]) } : cost);
  }
  // Operands that no strides describe are copied, once for all products that want them.
  for (const node of order) {
    if (node.operation.kind !== 'matmul') continue;
    for (const input of node.inputs) if (!isOperand(input, ground)) stored.add(canonical(input));
  }
  // Of the bindings of a kernel, one is its result.
  storeUntilSourcesFit(order, ground, stored, maxBindings - 1);
  return { order, canonical, hasMemory };
}

/** Whether a product can read a value as it lies: by strides, with rows or columns in one piece. */
function isOperand(node: Node, ground: Ground): boolean {
  const found = singleView(node, ground);
  if (found === undefined) return false;
  const { shape, strides } = found.view;
  return strides.slice(-2).includes(1) || shape.slice(-2).includes(1);
}

/** The node that a chain of movements starts from. */
export function baseOf(node: Node, { canonical, hasMemory }: Ground): Node {
  let base = canonical(node);
  while (base.operation.kind === 'move' && !hasMemory(base)) base = canonical(base.inputs[0]!);
  return base;
}

function isInline({ operation }: Node): boolean {
  return operation.kind === 'elementwise' || operation.kind === 'cast' || operation.kind === 'gather';
}

interface Cost {
  readonly operations: number;
  readonly sources: ReadonlySet<Node>;
}

/** What it takes to compute a node where it is needed. May decide that one of its inputs is to be stored. */
function costOf(node: Node, ground: Ground, costs: ReadonlyMap<Node, Cost>, stored: Set<Node>): Cost {
  const { canonical, hasMemory } = ground;
  const inputs = [...new Set(node.inputs.map((input) => canonical(input)))];
  const costOfInput = (input: Node): Cost => {
    const base = baseOf(input, ground);
    return hasMemory(base)
      ? { operations: 0, sources: new Set([base]) }
      : (costs.get(base) ?? { operations: 0, sources: new Set() });
  };
  for (;;) {
    const sources = new Set<Node>();
    let operations =
      node.operation.kind === 'elementwise' ? (elementwiseRow(node.operation.name).cost ?? 1) : 1;
    let count = 1;
    let largest: Node | undefined;
    for (const input of inputs) {
      const cost = costOfInput(input);
      operations += cost.operations;
      count += cost.operations;
      for (const source of cost.sources) sources.add(source);
      const base = baseOf(input, ground);
      const isBigger = largest === undefined || cost.operations > costOfInput(largest).operations;
      if (!hasMemory(base) && isInline(base) && isBigger) largest = base;
    }
    if ((sources.size <= MAX_SOURCES && count <= MAX_COST) || largest === undefined)
      return { operations, sources };
    stored.add(largest);
  }
}

/** What was stored for one expression is one source more for others, so sources are counted again until all is settled. */
function storeUntilSourcesFit(
  order: readonly Node[],
  ground: Ground,
  stored: Set<Node>,
  maxSources: number,
): void {
  let before: number;
  do {
    before = stored.size;
    const known = new Map<Node, ReadonlySet<Node>>();
    const sourcesOf = (node: Node): ReadonlySet<Node> =>
      ground.hasMemory(node) ? new Set([node]) : known.get(node)!;
    for (const node of order) {
      const bases = new Set(node.inputs.map((input) => baseOf(input, ground)));
      let sources: Set<Node>;
      for (;;) {
        const sets = [...bases].map(sourcesOf);
        sources = new Set(sets.flatMap((set) => [...set]));
        // As many as there are inputs are as few as it gets.
        if (sources.size <= Math.max(maxSources, bases.size)) break;
        const most = Math.max(...sets.map(({ size }) => size));
        stored.add([...bases].find((base) => sourcesOf(base).size === most)!);
      }
      known.set(node, sources);
    }
  } while (stored.size > before);
}

/** Nodes that compute the same from the same inputs become one. */
function mergeEqual(order: readonly Node[]): (node: Node) => Node {
  const byKey = new Map<string, Node>();
  const representative = new Map<Node, Node>();
  const canonical = (node: Node): Node => representative.get(node) ?? node;
  for (const node of order) {
    const key = keyOf(node, canonical);
    if (key === undefined) continue;
    const first = byKey.get(key);
    if (first === undefined) byKey.set(key, node);
    else representative.set(node, first);
  }
  return canonical;
}

function keyOf(node: Node, canonical: (node: Node) => Node): string | undefined {
  const { operation } = node;
  // Data are compared by nobody; an output of a kernel is itself.
  if (operation.kind === 'data' || operation.kind === 'kernel' || operation.kind === 'source')
    return undefined;
  // JSON has no infinities and no NaN, and one zero.
  const text =
    operation.kind === 'constant'
      ? `constant ${bitsOf(operation.value, node.dtype)}`
      : JSON.stringify(operation);
  const inputs = node.inputs.map((input) => canonical(input).id).join(',');
  return `${text}|${inputs}|${node.dtype}|${node.shape.join(',')}`;
}
