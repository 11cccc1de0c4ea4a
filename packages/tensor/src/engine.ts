/** The backend in use, and when work goes to it. */
import type { Backend } from './backend/backend.ts';
import type { TypedArray } from './dtype.ts';
import { ReferenceBackend } from './backend/reference/reference-backend.ts';
import { WebGpuBackend } from './backend/webgpu/webgpu-backend.ts';
import { type Node, pendingNodes } from './graph/node.ts';

/**
 * Nobody has to read for a long loop to make progress: a graph of so many uncomputed nodes is handed over. Large enough
 * that a training step stays in one piece.
 */
const MAX_PENDING = 10_000;

const BACKENDS: Readonly<Record<string, () => Backend>> = {
  webgpu: () => new WebGpuBackend(),
  reference: () => new ReferenceBackend(),
};

let current: Backend | undefined;

/**
 * The backend of this process: `webgpu`, or what `DAWNBOOK_BACKEND` names.
 *
 * @throws RangeError for an unknown name
 */
export function backend(): Backend {
  if (current !== undefined) return current;
  const name = process.env['DAWNBOOK_BACKEND'] ?? 'webgpu';
  const make = Object.hasOwn(BACKENDS, name) ? BACKENDS[name] : undefined;
  if (make === undefined) {
    throw new RangeError(
      `DAWNBOOK_BACKEND=${name} is not known; backends are ${Object.keys(BACKENDS).join(', ')}`,
    );
  }
  return (current = make());
}

/** Runs a function with another backend. Tensors do not go from one to the other. */
export async function withBackend<T>(other: Backend, fn: () => T | Promise<T>): Promise<T> {
  const before = current;
  current = other;
  try {
    return await fn();
  } finally {
    current = before;
  }
}

/**
 * Nodes that are computed with what is asked for next: what was submitted before the backend was open, and roots of
 * `backward()`, since whoever asks for a loss's gradients will want to read the loss.
 */
const wanted = new Set<Node>();

export function wantSoon(node: Node): void {
  if (!node.isComputed) wanted.add(node);
}

/** Nodes whose value `assign()` has replaced, by the node that replaces it. */
const replaced = new WeakMap<Node, Node[]>();

/** The memory of `old` ends when `next` has been computed, unless somebody else has it. */
export function replaceNode(old: Node, next: Node): void {
  if (next.isComputed) {
    if (!next.isKept) backend().realize([next]);
    endReplaced(backend(), old);
    return;
  }
  // A value that was replaced before it was computed has no memory, but what it would have replaced has.
  const before = old.isComputed ? [old] : (replaced.get(old) ?? []);
  replaced.set(next, [...(replaced.get(next) ?? []), ...before]);
}

function endReplaced(engine: Backend, { claim, handles, lent }: Node): void {
  if (claim !== undefined && handles <= lent) engine.release(claim, 'overwritten');
}

/** Hands work over, if the backend is open; else it is done with what somebody waits for next. */
export function submitNodes(nodes: readonly Node[]): void {
  const engine = backend();
  if (engine.isOpen) return realizeNow(engine, nodes);
  for (const node of nodes) wantSoon(node);
  void engine.open().catch(() => undefined); // whoever waits for a result opens it too, and gets the error
}

/**
 * Reads a node. If the backend is open, its value is taken before this returns: what happens to the tensor after that does
 * not matter.
 */
export async function readNode(node: Node): Promise<TypedArray> {
  const engine = backend();
  if (!engine.isOpen) await engine.open();
  realizeNow(engine, [node]);
  return engine.read(node);
}

/** Computes nodes; waits for the backend to open, not for the results. */
export async function realizeNodes(nodes: readonly Node[]): Promise<void> {
  const engine = backend();
  if (!engine.isOpen) await engine.open();
  realizeNow(engine, nodes);
}

function realizeNow(engine: Backend, nodes: readonly Node[]): void {
  const targets = [...new Set([...nodes, ...wanted])].filter((node) => !node.isKept);
  wanted.clear();
  if (targets.length === 0) return;
  engine.realize(targets);
  for (const node of targets) {
    for (const old of replaced.get(node) ?? []) endReplaced(engine, old);
    replaced.delete(node);
  }
}

/** Nodes that were made since they were counted last. */
let uncounted = 0;

/** Called for each new node: keeps the graph from growing without bound. */
export function relieve(node: Node): void {
  uncounted++;
  // The bound counts shared nodes more than once, so it has to be checked; but not for every node of a large graph.
  if (node.pending <= MAX_PENDING || uncounted < MAX_PENDING / 2 || !backend().isOpen) return;
  uncounted = 0;
  node.pending = pendingNodes([node]).length;
  if (node.pending > MAX_PENDING) submitNodes([node]);
}
