import { defineMutants } from '@dawnbook/grader/self-check';

export default defineMutants('axis-names', [
  {
    name: 'group-not-divided',
    mistake: 'gives an unknown size the whole axis',
    edits: [
      { file: 'src/axes.ts', find: 'bound[unknown] = length / known;', replace: 'bound[unknown] = length;' },
    ],
  },
  {
    name: 'name-overwritten',
    mistake: 'lets a name that occurs again have another size',
    edits: [{ file: 'src/axes.ts', find: '(bound[name] ?? sizes[name])', replace: 'sizes[name]' }],
  },
  {
    name: 'ellipsis-of-one',
    mistake: 'wants at least one axis for ...',
    edits: [
      { file: 'src/axes.ts', find: 'if (spare < 0 ||', replace: 'if (spare < (ellipsis < 0 ? 0 : 1) ||' },
    ],
  },
  {
    name: 'literal-unchecked',
    mistake: 'does not compare a literal length',
    edits: [{ file: 'src/axes.ts', find: '? Number(name)', replace: '? length' }],
  },
  {
    name: 'remainder-dropped',
    mistake: 'rounds where a group does not divide',
    edits: [
      { file: 'src/axes.ts', find: 'if (length % known !== 0)', replace: 'if (length < known)' },
      {
        file: 'src/axes.ts',
        find: 'bound[unknown] = length / known;',
        replace: 'bound[unknown] = Math.floor(length / known);',
      },
    ],
  },
]);
