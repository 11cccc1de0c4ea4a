import { expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { randomArrays } from '../support/arrays.ts';

const NAMES = ['batch', 'seq', 'numHeads', 'dHead', 'k', 'dModel_2', 'Vocab'];

exercise('axis-names', ({ test, run, seed }) => {
  test('200 random patterns, made from sizes that are known', async () => {
    const random = randomArrays(seed);
    for (let round = 0; round < 200; round++) {
      const names = random.permutation(NAMES.length).map((i) => NAMES[i]!);
      const sizes: Record<string, number> = {};
      const given: Record<string, number> = {};
      const parts: string[] = [];
      const shape: number[] = [];
      const fresh = (): string => {
        const name = names.pop()!;
        sizes[name] = random.int(1, 6);
        return name;
      };
      for (let axis = random.int(1, 3); axis > 0; axis--) {
        if (random.int(0, 1) === 0) {
          const name = fresh();
          parts.push(name);
          shape.push(sizes[name]!);
        } else {
          const [unknown, known] = [fresh(), fresh()];
          given[known] = sizes[known]!;
          const members = random.int(0, 1) === 0 ? [unknown, known] : [known, unknown];
          if (random.int(0, 2) === 0) members.push('2');
          parts.push(`(${members.join(' ')})`);
          shape.push(sizes[unknown]! * sizes[known]! * (members.length === 3 ? 2 : 1));
        }
      }
      if (random.int(0, 2) === 0) {
        const at = random.int(0, parts.length);
        const extra = Array.from({ length: random.int(0, 2) }, () => random.int(1, 4));
        parts.splice(at, 0, '...');
        shape.splice(at, 0, ...extra);
        sizes['...'] = extra.reduce((a, b) => a * b, 1);
      }
      const pattern = parts.join(' ');
      const axes = await run.bindAxes({ pattern, shape, sizes: given });
      expectSame(axes, sizes, 'axes', `'${pattern}' and [${shape.join(', ')}]`);
    }
  });

  test('a name has one size, however often it occurs', async () => {
    expectSame(await run.bindAxes({ pattern: 'n n', shape: [3, 3] }), { n: 3 }, 'axes');
    expectSame(await run.bindAxes({ pattern: 'n (n k)', shape: [3, 6] }), { n: 3, k: 2 }, 'axes');
    await expectError(
      run.bindAxes({ pattern: 'n m n', shape: [3, 4, 5] }),
      'RangeError',
      'n m n',
      /3,\s*4,\s*5/,
    );
  });

  test('... may stand for no axes, or for several, at any place', async () => {
    expectSame(await run.bindAxes({ pattern: '... d', shape: [5] }), { '...': 1, d: 5 }, 'axes');
    expectSame(await run.bindAxes({ pattern: 'd ...', shape: [5, 2, 2, 3] }), { '...': 12, d: 5 }, 'axes');
    const middle = await run.bindAxes({ pattern: 'a ... b', shape: [2, 7, 3] });
    expectSame(middle, { a: 2, '...': 7, b: 3 }, 'axes');
  });

  test('numbers are literal, 1 in a group too', async () => {
    expectSame(await run.bindAxes({ pattern: 'n 3', shape: [4, 3] }), { n: 4 }, 'axes');
    expectSame(await run.bindAxes({ pattern: '(1 n) (k 1)', shape: [4, 3] }), { n: 4, k: 3 }, 'axes');
    await expectError(run.bindAxes({ pattern: 'n 3', shape: [4, 5] }), 'RangeError', 'n 3', /4,\s*5/);
  });

  test('a wrong number of axes is an error, with ... too', async () => {
    await expectError(run.bindAxes({ pattern: 'a b c', shape: [2, 3] }), 'RangeError', 'a b c', /2,\s*3/);
    await expectError(run.bindAxes({ pattern: 'a b', shape: [] }), 'RangeError', 'a b');
    await expectError(run.bindAxes({ pattern: 'a ... b', shape: [2] }), 'RangeError', 'a ... b');
  });

  test('a group that does not divide is an error', async () => {
    const call = run.bindAxes({ pattern: 'n (numHeads dHead)', shape: [2, 30], sizes: { numHeads: 4 } });
    await expectError(call, 'RangeError', 'n (numHeads dHead)', /2,\s*30/, 'numHeads');
  });

  test('a group that multiplies to something else is an error', async () => {
    const call = run.bindAxes({ pattern: '(a b)', shape: [6], sizes: { a: 2, b: 2 } });
    await expectError(call, 'RangeError', '(a b)', /6/, 'a');
  });

  test('two unknown sizes in one group are an error', async () => {
    await expectError(
      run.bindAxes({ pattern: '(tall wide)', shape: [6] }),
      'RangeError',
      'tall',
      'wide',
      '6',
    );
  });

  test('spaces are free', async () => {
    const axes = await run.bindAxes({ pattern: '  a(b  c )d ', shape: [2, 6, 5], sizes: { b: 3 } });
    expectSame(axes, { a: 2, b: 3, c: 2, d: 5 }, 'axes');
  });

  test('an unknown name of two groups must be the same in both', async () => {
    const sizes = { b: 2, c: 3 };
    expectSame(
      await run.bindAxes({ pattern: '(n b) (n c)', shape: [8, 12], sizes }),
      { n: 4, b: 2, c: 3 },
      'axes',
    );
    await expectError(run.bindAxes({ pattern: '(n b) (n c)', shape: [8, 15], sizes }), 'RangeError', 'n');
  });

  test('sizes that the pattern does not name are not in the result', async () => {
    const axes = await run.bindAxes({ pattern: 'a', shape: [2], sizes: { z: 9 } });
    expectSame(axes, { a: 2 }, 'axes');
  });
});
