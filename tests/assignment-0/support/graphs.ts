/** Random graphs of the tests' own operations, and their gradients: a tape, gone through backwards in float64. */
import fc from 'fast-check';
import type { Leaf, Step } from '../adapters/graph-adapters.ts';
import { array, type Nd } from './nd.ts';

export interface Graph {
  leaves: Leaf[];
  program: Step[];
  root: string;
  endGrad: Nd;
}

/** Functions of one number, with their derivatives; bounded, so that long programs stay bounded. */
const UNARY = {
  sine: [Math.sin, Math.cos],
  tangent: [Math.tanh, (x: number) => 1 - Math.tanh(x) ** 2],
  double: [(x: number) => 2 * x, () => 2],
} as const satisfies Record<string, readonly [(x: number) => number, (x: number) => number]>;

const LENGTH = 3;

/** Up to 4 leaves, some of which require no gradient, and up to 10 operations on what is there; the last is the root. */
export const graphs: fc.Arbitrary<Graph> = fc
  .record({
    values: fc.array(fc.tuple(array([LENGTH], smallNumbers()), fc.integer({ min: 0, max: 3 })), {
      minLength: 1,
      maxLength: 4,
    }),
    steps: fc.array(
      fc.tuple(fc.constantFrom('plus', 'times', 'scale', 'sine', 'tangent', 'double'), fc.nat(), fc.nat()),
      {
        minLength: 1,
        maxLength: 10,
      },
    ),
    endGrad: array([LENGTH]),
  })
  .map(({ values, steps, endGrad }) => {
    const leaves = values.map(([value, kind], i) => ({
      name: `x${i}`,
      value,
      requiresGrad: i === 0 || kind > 0,
    }));
    const names = leaves.map(({ name }) => name);
    const program = steps.map(([op, left, right], i): Step => {
      // The first step uses x0, and later ones prefer what was made last, so that the root depends on something.
      const first = i === 0 ? 'x0' : names[names.length - 1 - (left % 2 === 0 ? 0 : left % names.length)]!;
      const second = names[right % names.length]!;
      const out = `y${i}`;
      names.push(out);
      if (op === 'plus' || op === 'times') return { out, op, in: [first, second] };
      return op === 'scale' ? { out, op, in: [first], options: { factor: 0.5 } } : { out, op, in: [first] };
    });
    return { leaves, program, root: program.at(-1)!.out, endGrad };
  })
  .filter((graph) => requiring(graph).has(graph.root));

function smallNumbers(): fc.Arbitrary<number> {
  return fc.integer({ min: -16, max: 16 }).map((value) => value / 16);
}

/** Tensors that require a gradient. */
export function requiring({ leaves, program }: Graph): Set<string> {
  const names = new Set(leaves.filter(({ requiresGrad }) => requiresGrad).map(({ name }) => name));
  for (const step of program) if (step.in.some((input) => names.has(input as string))) names.add(step.out);
  return names;
}

/** Operations that the root depends on. */
function used({ program, root }: Graph): Step[] {
  const needed = new Set([root]);
  return program
    .toReversed()
    .filter((step) => {
      if (!needed.has(step.out)) return false;
      for (const input of step.in) needed.add(input as string);
      return true;
    })
    .toReversed();
}

/** For each use of a tensor that requires a gradient, on the way to the root: one call of a backward function. */
export function countEdges(graph: Graph): number {
  const names = requiring(graph);
  return used(graph)
    .filter(({ out }) => names.has(out))
    .reduce((sum, step) => sum + step.in.filter((input) => names.has(input as string)).length, 0);
}

/** The gradients of the leaves that require one and that the root depends on. */
export function expectedGradients(graph: Graph): Record<string, number[]> {
  const { leaves, root, endGrad } = graph;
  const values = new Map(leaves.map(({ name, value }) => [name, [...value.data]]));
  const steps = used(graph);
  for (const { out, op, in: inputs } of steps) {
    const [x, y] = inputs.map((input) => values.get(input as string)!);
    values.set(
      out,
      x!.map((a, i) => {
        if (op === 'plus') return a + y![i]!;
        if (op === 'times') return a * y![i]!;
        return op === 'scale' ? a * 0.5 : UNARY[op as keyof typeof UNARY][0](a);
      }),
    );
  }
  const grads = new Map([[root, [...endGrad.data]]]);
  const add = (name: string, amounts: readonly number[]): void => {
    const before = grads.get(name) ?? amounts.map(() => 0);
    grads.set(
      name,
      before.map((sum, i) => sum + amounts[i]!),
    );
  };
  for (const { out, op, in: inputs } of steps.toReversed()) {
    const grad = grads.get(out)!;
    const [left, right] = inputs as [string, string];
    const [x, y] = [values.get(left)!, values.get(right)];
    if (op === 'plus') {
      add(left, grad);
      add(right, grad);
    } else if (op === 'times') {
      add(
        left,
        grad.map((g, i) => g * y![i]!),
      );
      add(
        right,
        grad.map((g, i) => g * x[i]!),
      );
    } else {
      const slope = op === 'scale' ? () => 0.5 : UNARY[op as keyof typeof UNARY][1];
      add(
        left,
        grad.map((g, i) => g * slope(x[i]!)),
      );
    }
  }
  const wanted = leaves.filter(({ name, requiresGrad }) => requiresGrad && grads.has(name));
  return Object.fromEntries(wanted.map(({ name }) => [name, grads.get(name)!]));
}
