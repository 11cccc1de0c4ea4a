/** Operations that choose, repeat, join and reorder elements, with gradients: both backends give the same numbers. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { concat, realize, stack, type SliceSpec, tensor, type Tensor } from '../../src/index.ts';
import { MaxErrors } from './support/max-errors.ts';
import { type Case, checkCases, withGradients } from './support/properties.ts';
import { between, type Draw, draws, oneOf, shuffled, whole } from './support/random.ts';
import { leafOf, seedArb, shapeArb, someLengthArb, type ViewName, viewOf } from './support/views.ts';

const errors = new MaxErrors('movement: cases, values, largest error');

/** Applies the operation with arguments that it draws; says which. */
type Movement = (x: Tensor, draw: Draw, another: (shape: readonly number[]) => Tensor) => [string, Tensor];

const axisOf = (x: Tensor, draw: Draw): number => whole(0, x.rank - 1)(draw) - (draw() < 0.5 ? x.rank : 0);

/** Other shapes of the same size: factors of the lengths, in groups. */
function regrouped(shape: readonly number[], draw: Draw): number[] {
  const factors = shape.flatMap((length) => (length % 2 === 0 && length > 0 ? [2, length / 2] : [length]));
  const groups: number[] = [];
  for (const factor of factors) {
    if (groups.length > 0 && (groups.length >= 4 || draw() < 0.5)) groups[groups.length - 1]! *= factor;
    else groups.push(factor);
  }
  return draw() < 0.2 ? [...groups, 1] : groups;
}

function sliceSpec(length: number, draw: Draw): SliceSpec {
  if (length > 0 && draw() < 0.2) return whole(-length, length - 1)(draw);
  if (draw() < 0.2) return null;
  const bound = (): number | null => (draw() < 0.3 ? null : whole(-length - 1, length + 1)(draw));
  return [bound(), bound(), oneOf(1, 1, 2, -1, -2, -3)(draw)];
}

const MOVEMENTS: Record<string, Movement> = {
  reshape: (x, draw) => {
    const shape = regrouped(x.shape, draw);
    const open =
      x.size > 0 && shape.length > 0 && draw() < 0.4
        ? shape.with(whole(0, shape.length - 1)(draw), -1)
        : shape;
    return [`[${open}]`, x.reshape(open)];
  },
  permute: (x, draw) => {
    const order = shuffled(x.rank, draw);
    return [`[${order}]`, x.permute(order)];
  },
  transpose: (x, draw) => {
    const [a, b] = [axisOf(x, draw), axisOf(x, draw)];
    return [`${a}, ${b}`, x.transpose(a, b)];
  },
  broadcastTo: (x, draw) => {
    const stretched = x.shape.map((length) => (length === 1 ? whole(1, 5)(draw) : length));
    const shape = draw() < 0.4 && x.rank < 4 ? [2, ...stretched] : stretched;
    return [`[${shape}]`, x.broadcastTo(shape)];
  },
  slice: (x, draw) => {
    const specs = x.shape.slice(0, whole(0, x.rank)(draw)).map((length) => sliceSpec(length, draw));
    return [JSON.stringify(specs), x.slice(...specs)];
  },
  flip: (x, draw) => {
    const dims = shuffled(x.rank, draw).slice(0, whole(0, x.rank)(draw));
    return [`[${dims}]`, x.flip(dims)];
  },
  narrow: (x, draw) => {
    const axis = axisOf(x, draw);
    const start = whole(0, x.shape.at(axis)!)(draw);
    const length = whole(0, x.shape.at(axis)! - start)(draw);
    return [`${axis}, ${start}, ${length}`, x.narrow(axis, start, length)];
  },
  pad: (x, draw) => {
    const [axis, before, after] = [axisOf(x, draw), whole(-2, 3)(draw), whole(0, 3)(draw)];
    const cut = Math.max(before, -x.shape.at(axis)!);
    return [`${axis}, ${cut}, ${after}`, x.pad(axis, cut, after, oneOf(0, 1.5, -Infinity)(draw))];
  },
  concat: (x, draw, another) => {
    const axis = axisOf(x, draw);
    const others = Array.from({ length: whole(0, 5)(draw) }, () =>
      another(x.shape.with(axis, whole(0, 4)(draw))),
    );
    const at = whole(0, others.length)(draw);
    return [`${others.length + 1} along ${axis}`, concat(others.toSpliced(at, 0, x), axis)];
  },
  stack: (x, draw, another) => {
    const axis = whole(-x.rank - 1, x.rank)(draw);
    const others = Array.from({ length: whole(0, 3)(draw) }, () => another(x.shape));
    return [`${others.length + 1} along ${axis}`, stack([...others, x], axis)];
  },
  split: (x, draw) => {
    const axis = axisOf(x, draw);
    const size = whole(1, 4)(draw);
    const parts = x.split(size, axis);
    const chosen = whole(0, Math.max(0, parts.length - 1))(draw);
    return [`${size}, ${axis}, part ${chosen}`, parts[chosen] ?? x];
  },
  tile: (x, draw) => {
    const repeats = Array.from({ length: whole(0, x.rank + 1)(draw) }, () => whole(1, 3)(draw));
    return [`[${repeats}]`, x.tile(repeats)];
  },
  unsqueeze: (x, draw) => {
    const axis = whole(-x.rank - 1, x.rank)(draw);
    return [`${axis}`, x.unsqueeze(axis)];
  },
  squeeze: (x) => ['', x.squeeze()],
  flatten: (x, draw) => {
    const [start, end] = [whole(0, x.rank - 1)(draw), whole(0, x.rank - 1)(draw)].toSorted((a, b) => a - b);
    return [`${start}, ${end}`, x.flatten(start, end)];
  },
  tril: (x, draw) => {
    const diagonal = whole(-3, 3)(draw);
    return [`${diagonal}`, x.tril(diagonal)];
  },
  triu: (x, draw) => {
    const diagonal = whole(-3, 3)(draw);
    return [`${diagonal}`, x.triu(diagonal)];
  },
};

const LEAST_RANK: Record<string, number> = {
  transpose: 1,
  narrow: 1,
  pad: 1,
  concat: 1,
  split: 1,
  flatten: 1,
  tril: 2,
  triu: 2,
};
const LAYOUTS: readonly ViewName[] = ['plain', 'plain', 'plain', 'transposed', 'flipped'];
const anyNumber = between(-2, 2);

function caseOf(name: string): fc.Arbitrary<Case> {
  const least = LEAST_RANK[name] ?? 0;
  // Joining compiles a kernel for each number of axes and parts: fewer axes there.
  const most = name === 'concat' || name === 'stack' || name === 'slice' ? 3 : 4;
  const shape = fc.oneof(
    { weight: 3, arbitrary: shapeArb(least, most) },
    { weight: 1, arbitrary: shapeArb(least, most, someLengthArb) },
  );
  return fc.tuple(shape, fc.constantFrom(...LAYOUTS), seedArb).map(([of, layout, seed]) => {
    let said = '';
    return {
      get label() {
        return `shape [${of.join(', ')}], ${layout}, (${said}), values of seed ${seed}`;
      },
      build: () => {
        const { leaf, x } = viewOf(layout, of, seed, { value: anyNumber, requiresGrad: true });
        const leaves = [leaf];
        const another = (shapeOf: readonly number[]): Tensor => {
          leaves.push(leafOf(shapeOf, seed + leaves.length, { value: anyNumber, requiresGrad: true }));
          return leaves.at(-1)!;
        };
        const [args, y] = MOVEMENTS[name]!(x, draws(seed), another);
        said = args;
        // Something is computed from it, as it would be in a model.
        return withGradients(y.mul(2), leaves, seed);
      },
    };
  });
}

test.each(Object.keys(MOVEMENTS))('%s', async (name) => {
  // Gradients that several elements of a leaf share are sums, and sums are rounded.
  await checkCases(name, caseOf(name), errors, { tolerance: 1e-6, scale: 'all' });
});

test('chains of thousands of movements', async () => {
  const values = Array.from({ length: 16 }, (_value, i) => i);
  const start = tensor(values, [4, 4]);
  let turned = start;
  // Four times flipped and transposed is turned by 360°.
  for (let i = 0; i < 8 * 500; i++) turned = i % 2 === 0 ? turned.flip(0) : turned.transpose(0, 1);
  let mixed = start;
  for (let i = 0; i < 600; i++) mixed = mixed.transpose(0, 1).reshape([2, 8]).reshape([4, 4]);
  let shifted = start.flatten();
  for (let i = 0; i < 1500; i++) shifted = shifted.narrow(0, 1, 15).pad(0, 0, 1, i);
  await realize(turned.add(0), mixed.add(0), shifted);
  expect(Array.from(await turned.add(0).data())).toEqual(values);
  // A transposition twice is none.
  expect(Array.from(await mixed.add(0).data())).toEqual(values);
  expect(Array.from(await shifted.data())).toEqual(values.map((i) => 1484 + i));
});
