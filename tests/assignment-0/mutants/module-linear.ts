import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/module-linear.ts';

export default defineMutants('module-linear', [
  {
    name: 'wide',
    mistake: 'initialises in ±√inFeatures',
    edits: [{ file, find: '1 / Math.sqrt(inFeatures)', replace: 'Math.sqrt(inFeatures)' }],
  },
  {
    name: 'duplicates',
    mistake: 'lists a shared parameter twice',
    edits: [
      {
        file,
        find: `        seen.add(value);
        return [[name, value]];`,
        replace: '        return [[name, value]];',
      },
    ],
  },
  {
    name: 'bias-always',
    mistake: 'has a bias, wanted or not',
    edits: [
      { file, find: 'bias ? init(outFeatures) : null', replace: 'init(bias ? outFeatures : outFeatures)' },
    ],
  },
  {
    name: 'transposed',
    mistake: 'holds the weight as [inFeatures, outFeatures]',
    edits: [
      {
        file,
        find: 'this.weight = init(outFeatures, inFeatures)',
        replace: 'this.weight = init(inFeatures, outFeatures)',
      },
      {
        file,
        find: 'const [outFeatures = 0, inFeatures = 0]',
        replace: 'const [inFeatures = 0, outFeatures = 0]',
      },
      { file, find: 'matmul(this.weight.permute([1, 0]))', replace: 'matmul(this.weight)' },
    ],
  },
  {
    name: 'children-first',
    mistake: 'lists the parameters in the order of the properties',
    edits: [
      { file, find: '[...own, ...children]', replace: 'parts' },
      {
        file,
        find: `      const own = parts.filter(([, part]) => part instanceof Parameter);
      const children = parts.filter(([, part]) => !(part instanceof Parameter));
`,
        replace: '',
      },
    ],
  },
]);
