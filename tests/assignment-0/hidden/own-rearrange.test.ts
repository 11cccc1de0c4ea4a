import { expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { at, build, type Nd, sizeOf } from '../support/nd.ts';

/** A side of a pattern: axes, each a list of names. */
type Side = string[][];

/** A random rearrangement: names with lengths, and how the two sides group them. */
interface Case {
  sizes: Record<string, number>;
  left: Side;
  right: Side;
}

const NAMES = ['a', 'b', 'c', 'height', 'w2', '_x'];

/** Cuts a list into groups; some axes of length 1 in between. */
const grouped = (names: string[]): fc.Arbitrary<Side> =>
  fc
    .record({
      joins: fc.array(fc.boolean(), { minLength: names.length, maxLength: names.length }),
      ones: fc.array(fc.nat(9), { minLength: names.length, maxLength: names.length }),
    })
    .map(({ joins, ones }) => {
      const side: Side = [];
      for (const [i, name] of names.entries()) {
        if (ones[i] === 0) side.push([]);
        if (joins[i] && side.length > 0 && side.at(-1)!.length > 0) side.at(-1)!.push(name);
        else side.push([name]);
      }
      return side;
    });

const cases = (minSize: number): fc.Arbitrary<Case> =>
  fc
    .tuple(
      fc.shuffledSubarray(NAMES),
      fc.array(fc.integer({ min: minSize, max: 3 }), { minLength: 6, maxLength: 6 }),
    )
    .chain(([names, lengths]) =>
      fc
        .tuple(grouped(names), fc.shuffledSubarray(names, { minLength: names.length }).chain(grouped))
        .map(([left, right]) => ({
          sizes: Object.fromEntries(names.map((name, i) => [name, lengths[i]!])),
          left,
          right,
        })),
    );

const show = (side: Side): string =>
  side
    .map((group) => (group.length === 1 ? group[0] : group.length === 0 ? '1' : `(${group.join(' ')})`))
    .join(' ');
const shapeOf = (side: Side, sizes: Record<string, number>): number[] =>
  side.map((group) => sizeOf(group.map((name) => sizes[name]!)));

/** The index of each name, from the index of the grouped axes. */
function namedIndex(
  side: Side,
  sizes: Record<string, number>,
  index: readonly number[],
): Map<string, number> {
  const named = new Map<string, number>();
  for (const [axis, group] of side.entries()) {
    let rest = index[axis]!;
    for (const name of group.toReversed()) {
      named.set(name, rest % sizes[name]!);
      rest = Math.floor(rest / sizes[name]!);
    }
  }
  return named;
}

function oracle(x: Nd, { left, right, sizes }: Case): Nd {
  return build(shapeOf(right, sizes), (index) => {
    const named = namedIndex(right, sizes, index);
    const from = left.map((group) => group.reduce((flat, name) => flat * sizes[name]! + named.get(name)!, 0));
    return at(x, from);
  });
}

/** Lengths that the shape does not tell: of each group, all but the first name. */
const needed = ({ left, sizes }: Case): Record<string, number> =>
  Object.fromEntries(left.flatMap((group) => group.slice(1).map((name) => [name, sizes[name]!])));

const counted = (shape: number[]): Nd => {
  let next = 0;
  return build(shape, () => next++);
};

exercise('own-rearrange', ({ test, run }) => {
  const rearrange = (x: Nd, pattern: string, sizes?: Record<string, number>) =>
    run.array({ fn: 'rearrange', args: sizes === undefined ? [x, pattern] : [x, pattern, sizes] });

  test('300 random patterns of up to 6 names', async () => {
    for (const one of fc.sample(cases(1), 300)) {
      const x = counted(shapeOf(one.left, one.sizes));
      const pattern = `${show(one.left)} -> ${show(one.right)}`;
      const context = `'${pattern}', shape [${x.shape}], sizes ${JSON.stringify(needed(one))}`;
      expectSame(await rearrange(x, pattern, needed(one)), oracle(x, one), 'result', context);
    }
  });

  test('the inverse pattern restores', async () => {
    for (const one of fc.sample(cases(1), 50)) {
      const x = counted(shapeOf(one.left, one.sizes));
      const there = await rearrange(x, `${show(one.left)} -> ${show(one.right)}`, one.sizes);
      const back = await rearrange(there, `${show(one.right)} -> ${show(one.left)}`, one.sizes);
      expectSame(back, x, 'there and back', `${show(one.left)} -> ${show(one.right)}`);
    }
  });

  test('axes of length 0', async () => {
    for (const one of fc.sample(cases(0), 50)) {
      const x = counted(shapeOf(one.left, one.sizes));
      const pattern = `${show(one.left)} -> ${show(one.right)}`;
      expectSame(
        await rearrange(x, pattern, one.sizes),
        oracle(x, one),
        'result',
        `'${pattern}' of [${x.shape}]`,
      );
    }
  });

  test('an ellipsis stands for no axis, one, or several', async () => {
    for (const rest of [[], [3], [3, 2, 2]]) {
      const x = counted([2, ...rest, 4]);
      const moved = build([4, ...rest, 2], (index) =>
        at(x, [index.at(-1)!, ...index.slice(1, -1), index[0]!]),
      );
      expectSame(await rearrange(x, 'a ... b -> b ... a'), moved, 'result', `shape [${x.shape}]`);
      const joined = build([...rest, 8], (index) => {
        return at(x, [Math.floor(index.at(-1)! / 4), ...index.slice(0, -1), index.at(-1)! % 4]);
      });
      expectSame(await rearrange(x, 'a ... b -> ... (a b)'), joined, 'result', `shape [${x.shape}]`);
    }
  });

  test('spaces do not matter', async () => {
    expectSame(
      await rearrange(counted([2, 6]), ' a  ( b c )->(c   a) b', { b: 2 }),
      oracle(counted([2, 6]), {
        sizes: { a: 2, b: 2, c: 3 },
        left: [['a'], ['b', 'c']],
        right: [['c', 'a'], ['b']],
      }),
      'result',
    );
  });

  test('what does not fit is an error that names it', async () => {
    const x = counted([2, 6]);
    const wrong: [pattern: string, sizes: Record<string, number> | undefined, ...words: string[]][] = [
      ['a (b c) -> a b c', undefined, 'b', 'c'],
      ['a (b c) -> a b c', { b: 4 }, '6', '4'],
      ['a a -> a', undefined, 'a'],
      ['a b -> b b a', undefined, 'b'],
      ['a bee -> a', undefined, 'bee'],
      ['a b -> a b cee', undefined, 'cee'],
      ['a b c -> a b c', undefined],
      ['a b -> b a', { zett: 3 }, 'zett'],
      ['a b -> b a', { a: 3 }, '3', '2'],
      ['a b', undefined, '->'],
      ['a (b -> a b', undefined],
      ['a b) -> a b', undefined],
      ['a ... -> a', undefined, '...'],
      ['a 1 -> a', undefined, '1', '6'],
    ];
    for (const [pattern, sizes, ...words] of wrong) {
      await expectError(rearrange(x, pattern, sizes), 'RangeError', pattern, ...words);
    }
  });
});
