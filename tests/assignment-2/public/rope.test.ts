import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { f32, i32, randomArrays } from '../support/arrays.ts';
import { fixture, type FixtureArray, fromFixture } from '../support/fixture.ts';
import { hashed } from '../support/hashed.ts';
import { ew } from '../support/tolerances.ts';

const options = { theta: 10_000, maxSeqLen: 32 };

exercise('rope', ({ test, run, seed }) => {
  test('position 0 changes nothing', async () => {
    const x = randomArrays(seed).normal([4, 8]);
    const { y } = await run.rope({ ...options, x, positions: i32([4], [0, 0, 0, 0]) });
    expectSame(y, x, 'y');
  });

  test('two elements are turned by as many radians as the position says', async () => {
    const { y } = await run.rope({ ...options, x: f32([2, 2], [1, 0, 0, 1]), positions: i32([2], [1, 3]) });
    const expected = [Math.cos(1), Math.sin(1), -Math.sin(3), Math.cos(3)];
    expectClose(y, f32([2, 2], expected), ew, 'y');
  });

  test('turning does not change the length of a vector', async () => {
    const x = randomArrays(seed).normal([1, 8]);
    const { y } = await run.rope({ ...options, x, positions: i32([1], [17]) });
    const norm = ({ data }: typeof y): number => Math.hypot(...data);
    expectClose(norm(y), norm(x), ew, 'length');
  });

  test('the output is that of PyTorch, with complex numbers', async () => {
    const x = hashed(3, [2, 8, 8], 2);
    const { y } = await run.rope({ ...options, x, positions: i32([8], [0, 1, 2, 3, 4, 5, 6, 7]) });
    expectClose(y, fromFixture(fixture<{ y: FixtureArray }>('public', 'rope').y), ew, 'y');
  });
});
