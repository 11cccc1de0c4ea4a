/**
 * Differentiable functions of the tests' own, with backward functions that are right. They stand in for the operations
 * of exercises that a student may not have reached.
 */
import type { Arr, BackFn, Tensor } from '#submission/cpu';
import { submission } from './plain.ts';

interface TestOp {
  readonly forward: (...args: never[]) => Arr;
  backs: BackFn[];
}

const zip = (x: Arr, y: Arr, f: (a: number, b: number) => number): Arr => ({
  shape: [...x.shape],
  data: x.data.map((a, i) => f(a, y.data[i]!)),
});

/** An op on one array, element by element, from a function and its derivative. */
function elementwise(f: (x: number) => number, slope: (x: number) => number): TestOp {
  return {
    forward: (x: Arr) => ({ shape: [...x.shape], data: x.data.map(f) }),
    backs: [(gradOut, _out, x: Arr) => zip(gradOut, x, (g, value) => g * slope(value))],
  };
}

function softmax(x: Arr): Arr {
  const sum = x.data.reduce((total, value) => total + Math.exp(value), 0);
  return zip(x, x, (a) => Math.exp(a) / sum);
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const matrixSize = ({ shape }: Arr): number => shape[0]!;

/** All arrays have the same shape, except where it is said. */
export const TEST_OPS = {
  // Hands its gradient on as it is, to both: whoever adds to it in place spoils the other.
  plus: {
    forward: (x: Arr, y: Arr) => zip(x, y, (a, b) => a + b),
    backs: [(gradOut) => gradOut, (gradOut) => gradOut],
  },
  times: {
    forward: (x: Arr, y: Arr) => zip(x, y, (a, b) => a * b),
    backs: [
      (gradOut, _out, _x: Arr, y: Arr) => zip(gradOut, y, (g, b) => g * b),
      (gradOut, _out, x: Arr) => zip(gradOut, x, (g, a) => g * a),
    ],
  },
  // Options: { factor }.
  scale: {
    forward: (x: Arr, { factor }: { factor: number }) => zip(x, x, (a) => a * factor),
    backs: [(gradOut, _out, x: Arr, { factor }: { factor: number }) => zip(gradOut, x, (g) => g * factor)],
  },
  square: elementwise(
    (x) => x * x,
    (x) => 2 * x,
  ),
  cube: elementwise(
    (x) => x ** 3,
    (x) => 3 * x * x,
  ),
  sine: elementwise(Math.sin, Math.cos),
  cosine: elementwise(Math.cos, (x) => -Math.sin(x)),
  exponential: elementwise(Math.exp, Math.exp),
  logarithm: elementwise(Math.log, (x) => 1 / x),
  tangent: elementwise(Math.tanh, (x) => 1 - Math.tanh(x) ** 2),
  logistic: elementwise(sigmoid, (x) => sigmoid(x) * (1 - sigmoid(x))),
  root: elementwise(Math.sqrt, (x) => 0.5 / Math.sqrt(x)),
  inverse: elementwise(
    (x) => 1 / x,
    (x) => -1 / (x * x),
  ),
  softplus: elementwise((x) => Math.log1p(Math.exp(x)), sigmoid),
  double: elementwise(
    (x) => 2 * x,
    () => 2,
  ),
  kink: elementwise(Math.abs, Math.sign),
  // One axis: softmax, whose outputs have the sum 1 whatever the input.
  softmax: {
    forward: softmax,
    backs: [
      (gradOut, out) => {
        const inner = gradOut.data.reduce((total, g, i) => total + g * out.data[i]!, 0);
        return zip(gradOut, out, (g, p) => p * (g - inner));
      },
    ],
  },
  // As softmax, with a gradient that is wrong in a way that the sum of all outputs does not show.
  wrongSoftmax: {
    forward: softmax,
    backs: [(gradOut, out) => zip(gradOut, out, (g, p) => p * (g - 1))],
  },
  // A gradient that is wrong by 1e-3 in the element before the last.
  planted: {
    forward: (x: Arr) => zip(x, x, (a) => Math.sin(a)),
    backs: [
      (gradOut, _out, x: Arr) => {
        const grad = zip(gradOut, x, (g, a) => g * Math.cos(a));
        grad.data[grad.data.length - 2]! += 1e-3;
        return grad;
      },
    ],
  },
  // A gradient of about 10,000 that is wrong by a hundred-millionth of itself, as rounding makes it.
  steep: elementwise(
    (x) => 1e4 * Math.sin(x),
    (x) => 1e4 * Math.cos(x) * (1 + 1e-8),
  ),
  // Square matrices.
  product: {
    forward: (x: Arr, y: Arr) => multiplyMatrices(x, y, false, false),
    backs: [
      (gradOut, _out, _x: Arr, y: Arr) => multiplyMatrices(gradOut, y, false, true),
      (gradOut, _out, x: Arr) => multiplyMatrices(x, gradOut, true, false),
    ],
  },
} satisfies Record<string, TestOp>;

function multiplyMatrices(x: Arr, y: Arr, transposeX: boolean, transposeY: boolean): Arr {
  const n = matrixSize(x);
  const data = Float64Array.from({ length: n * n }, (_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let k = 0; k < n; k++) {
      sum += x.data[transposeX ? k * n + i : i * n + k]! * y.data[transposeY ? j * n + k : k * n + j]!;
    }
    return sum;
  });
  return { shape: [n, n], data };
}

export type TestOpName = keyof typeof TEST_OPS;

/** The tests' ops as functions of the submission's tensors, and how often each of their backward functions was called. */
export async function testOps(): Promise<{
  apply(name: TestOpName, ...args: unknown[]): Tensor;
  backCalls(): number;
}> {
  const { backFuncs, wrapForward } = await submission();
  const wrapped = new Map<TestOpName, (...args: never[]) => Tensor>();
  let calls = 0;
  return {
    apply(name, ...args) {
      let op: ((...all: never[]) => Tensor) | undefined = wrapped.get(name);
      if (op === undefined) {
        const { forward, backs }: TestOp = TEST_OPS[name];
        // A function of its own for each use of the table, so that nobody else's registrations are touched.
        const fn = (...all: never[]): Arr => forward(...all);
        Object.defineProperty(fn, 'name', { value: name });
        for (const [argIndex, back] of backs.entries()) {
          backFuncs.add(fn, argIndex, (...all) => {
            calls++;
            return back(...all);
          });
        }
        op = wrapForward<(...all: never[]) => Arr>(fn);
        wrapped.set(name, op);
      }
      return op(...(args as never[]));
    },
    backCalls: () => calls,
  };
}
