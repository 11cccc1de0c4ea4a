/** Memory that ends with a block. */
import type { Tensor } from './tensor.ts';

let open: Set<Tensor> | undefined;

/** @internal Called with each new tensor. */
export function adopt(tensor: Tensor): void {
  open?.add(tensor);
}

/**
 * Runs a function and frees the tensors that it made, except what it returns and what tensors from outside refer to as
 * their gradients. It is freed when the function throws, too.
 *
 * @throws TypeError if the function is asynchronous; what throws in it is thrown on
 */
export function scope<T>(fn: () => T): T {
  const outer = open;
  const inner = (open = new Set<Tensor>());
  let kept: unknown;
  try {
    const result = fn();
    if (result instanceof Promise) {
      result.catch(() => undefined);
      throw new TypeError('scope: the function is asynchronous; await outside of the scope');
    }
    kept = result;
    return result;
  } finally {
    open = outer;
    const keep = new Set<Tensor>();
    collect(kept, keep);
    for (const tensor of inner) {
      if (keep.has(tensor) || (tensor.requiresGrad && tensor.isLeaf)) continue;
      if (isGradient(tensor)) continue;
      tensor.dispose();
    }
    if (outer !== undefined) for (const tensor of keep) outer.add(tensor);
  }
}

const gradients = new WeakSet<Tensor>();

/** @internal Tensors that are the gradient of a leaf belong to the leaf. */
export function markGradient(tensor: Tensor): void {
  gradients.add(tensor);
}

function isGradient(tensor: Tensor): boolean {
  return gradients.has(tensor);
}

function collect(value: unknown, into: Set<Tensor>, seen = new Set<unknown>()): void {
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  if ('node' in value && 'dtype' in value) into.add(value as Tensor);
  else if (!ArrayBuffer.isView(value)) {
    // A model with its buffers, a map of results, a list: whatever is returned keeps what it holds.
    const items = value instanceof Map || value instanceof Set ? value.values() : Object.values(value);
    for (const item of items) collect(item, into, seen);
  }
}
