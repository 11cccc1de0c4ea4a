import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/backprop.ts';

export default defineMutants('backprop', [
  {
    name: 'overwrites',
    mistake: 'replaces the gradient of a leaf in a second call',
    edits: [
      {
        file,
        find: 'node.grad === null ? copy(gradOut)',
        replace: 'node.grad === null || gradOut.data.length > 0 ? copy(gradOut)',
      },
    ],
  },
  {
    name: 'too-early',
    mistake: 'goes on before the gradient is complete',
    edits: [
      {
        file,
        find: '  for (const node of topologicalSort(end, differentiableParents).toReversed()) {',
        replace: `  const queue = [end];
  const seen = new Set(queue);
  for (const next of queue) {
    for (const parent of differentiableParents(next)) if (!seen.has(parent)) queue.push(parent), seen.add(parent);
  }
  for (const node of topologicalSort(end, () => []).length > 0 ? queue : []) {`,
      },
      {
        file,
        find: `    grads.delete(node);
`,
        replace: '',
      },
    ],
  },
  {
    name: 'inner-nodes',
    mistake: 'stores gradients on tensors that were computed',
    edits: [
      {
        file,
        find: '    checkSaved(recipe);',
        replace: `    node.grad = new Tensor(copy(gradOut));
    checkSaved(recipe);`,
      },
    ],
  },
  {
    name: 'always-ones',
    mistake: 'begins with ones, whatever endGrad is',
    edits: [{ file, find: 'endGrad?.arr ?? full(end.shape, 1)', replace: 'full(end.shape, 1)' }],
  },
  {
    name: 'adds-in-place',
    mistake: 'adds to a gradient that another tensor has as well',
    edits: [
      {
        file,
        find: 'before === undefined ? grad : add(before, grad)',
        replace: 'before === undefined ? grad : addTo(before, grad)',
      },
      {
        file,
        find: 'function differentiableParents(',
        replace: `function addTo(sum: Arr, x: Arr): Arr {
  for (let i = 0; i < sum.data.length; i++) sum.data[i]! += x.data[i]!;
  return sum;
}

function differentiableParents(`,
      },
    ],
  },
  {
    name: 'shares-the-end',
    mistake: 'gives a leaf the array of endGrad itself',
    edits: [{ file, find: 'node.grad === null ? copy(gradOut)', replace: 'node.grad === null ? gradOut' }],
  },
  {
    name: 'all-parents',
    mistake: 'computes gradients that nobody wants',
    edits: [
      {
        file,
        find: `      if (!parent.requiresGrad) continue;
`,
        replace: '',
      },
    ],
  },
]);
