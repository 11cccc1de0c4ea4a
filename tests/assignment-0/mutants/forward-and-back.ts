import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/forward-and-back.ts';

export default defineMutants('forward-and-back', [
  {
    name: 'dc-in-full',
    mistake: 'keeps the gradient of c in the shape of the result',
    edits: [
      { file, find: '  const de = multiplyBack1(df, f, d, e);', replace: '  const de = multiply(df, d);' },
      { file, find: 'dc: logBack(de, e, c)', replace: 'dc: divide(de, c)' },
      { file, find: 'import { log, multiply }', replace: 'import { divide, log, multiply }' },
    ],
  },
  {
    name: 'forgets-ln',
    mistake: 'leaves out the derivative of e = ln c',
    edits: [{ file, find: 'dc: logBack(de, e, c)', replace: 'dc: de' }],
  },
  {
    name: 'exchanged',
    mistake: 'exchanges d and e',
    edits: [
      { file, find: 'multiplyBack0(df, f, d, e)', replace: 'multiplyBack1(df, f, d, e)' },
      {
        file,
        find: '  const de = multiplyBack1(df, f, d, e);',
        replace: '  const de = multiplyBack1(multiply(df, 0), f, d, e);',
      },
    ],
  },
]);
