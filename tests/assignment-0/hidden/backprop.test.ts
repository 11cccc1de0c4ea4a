import { expectClose, expectError, expectSame } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { countEdges, expectedGradients, graphs } from '../support/graphs.ts';
import { build, CLOSE, EXACT, nd, vec } from '../support/nd.ts';

exercise('backprop', ({ test, run }) => {
  test('200 random graphs', async () => {
    for (const graph of fc.sample(graphs, 200)) {
      const { grads, backCalls, gradsShared } = await run.runGraph(graph);
      const expected = expectedGradients(graph);
      const context = JSON.stringify(graph.program);
      expectSame(
        Object.keys(grads).toSorted(),
        Object.keys(expected).toSorted(),
        'tensors with a gradient',
        context,
      );
      for (const [name, values] of Object.entries(expected)) {
        expectClose(grads[name]!, vec(...values), CLOSE, `gradient of ${name} of ${context}`);
      }
      expectSame(backCalls, countEdges(graph), 'calls of backward functions', context);
      expectSame(gradsShared, false, 'two gradients share their data', context);
    }
  });

  test('a diamond with a long and a short side', async () => {
    // y = x · sin(2x): the short side must wait for the long one.
    const { grads, backCalls } = await run.runGraph({
      leaves: [{ name: 'x', value: vec(0.5, 1) }],
      program: [
        { out: 'a', op: 'double', in: ['x'] },
        { out: 'b', op: 'sine', in: ['a'] },
        { out: 'y', op: 'times', in: ['x', 'b'] },
        { out: 'z', op: 'plus', in: ['a', 'y'] },
      ],
      root: 'z',
    });
    const slope = (x: number): number => Math.sin(2 * x) + 2 * x * Math.cos(2 * x) + 2;
    expectClose(grads['x']!, vec(slope(0.5), slope(1)), CLOSE, 'gradient of x');
    expectSame(backCalls, 6, 'calls of backward functions');
  });

  test('a second call adds to what is there', async () => {
    const { grads, gradsShared } = await run.runGraph({
      leaves: [{ name: 'x', value: vec(3) }],
      program: [{ out: 'y', op: 'times', in: ['x', 'x'] }],
      root: 'y',
      endGrad: vec(10),
      times: 3,
    });
    expectClose(grads['x']!, vec(180), EXACT, 'gradient of x after three calls');
    expectSame(gradsShared, false, 'a gradient shares its data with endGrad');
  });

  test('a leaf may be the end', async () => {
    const leaf = { leaves: [{ name: 'x', value: vec(3, 4) }], program: [], root: 'x' };
    const { grads } = await run.runGraph(leaf);
    expectClose(grads['x']!, vec(1, 1), EXACT, 'gradient of x');
    const twice = await run.runGraph({ ...leaf, endGrad: vec(5, 6), times: 2 });
    expectClose(twice.grads['x']!, vec(10, 12), EXACT, 'gradient of x');
    expectSame(twice.gradsShared, false, 'the gradient shares its data with endGrad');
  });

  test('a chain of 20,000', async () => {
    const { grad, backCalls } = await run.deepChain({ depth: 20_000, value: vec(1, 2) });
    expectClose(grad, vec(1, 1), EXACT, 'gradient');
    expectSame(backCalls, 20_000, 'calls of backward functions');
  });

  test('an endGrad of another shape', async () => {
    const call = run.runGraph({
      leaves: [{ name: 'x', value: vec(1, 2) }],
      program: [{ out: 'y', op: 'double', in: ['x'] }],
      root: 'y',
      endGrad: build([2, 1], () => 1),
    });
    await expectError(call, 'RangeError', /2,\s*1/);
    const scalar = run.runGraph({
      leaves: [{ name: 'x', value: vec(1, 2) }],
      program: [],
      root: 'x',
      endGrad: nd([], [1]),
    });
    await expectError(scalar, 'RangeError');
  });

  test('a tensor that depends on nothing that requires a gradient', async () => {
    const call = run.runGraph({
      leaves: [{ name: 'x', value: vec(1), requiresGrad: false }],
      program: [{ out: 'y', op: 'double', in: ['x'] }],
      root: 'y',
    });
    await expectError(call, 'Error', /gradient/);
  });
});
