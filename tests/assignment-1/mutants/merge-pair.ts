import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/merge-pair.ts';
const body = `  const result: number[] = [];
  let i = 0;
  while (i < ids.length) {
    if (ids[i] === left && ids[i + 1] === right) {
      result.push(merged);
      i += 2;
    } else {
      result.push(ids[i]!);
      i++;
    }
  }
  return result;
`;

export default defineMutants('merge-pair', [
  {
    name: 'right-to-left',
    mistake: 'merges from right to left',
    edits: [
      {
        file,
        find: body,
        replace: `  const result: number[] = [];
  let i = ids.length - 1;
  while (i >= 0) {
    if (ids[i] === right && ids[i - 1] === left) {
      result.push(merged);
      i -= 2;
    } else {
      result.push(ids[i]!);
      i--;
    }
  }
  return result.reverse();
`,
      },
    ],
  },
  {
    name: 'overlapping',
    mistake: 'the second id of a pair may be the first one of the next',
    edits: [{ file, find: 'i += 2;', replace: 'i += ids[i + 1] === left && ids[i + 2] === right ? 1 : 2;' }],
  },
  {
    name: 'merges-again',
    mistake: 'merges what it has just made with what follows',
    edits: [
      {
        file,
        find: 'i += 2;',
        replace: 'i += 2;\n      while (merged === left && i < ids.length && ids[i] === right) i++;',
      },
    ],
  },
  {
    name: 'splice',
    mistake: 'merges in place',
    edits: [
      {
        file,
        find: body,
        replace: `  const result = ids as number[];
  for (let i = 0; i + 1 < result.length; i++) {
    if (result[i] === left && result[i + 1] === right) result.splice(i, 2, merged);
  }
  return result;
`,
      },
    ],
  },
  {
    name: 'scans-again',
    mistake: 'starts from the beginning after each merge',
    edits: [
      {
        file,
        find: body,
        replace: `  let result = [...ids];
  for (let done = 0; ; done++) {
    let at = done;
    while (at + 1 < result.length && !(result[at] === left && result[at + 1] === right)) at++;
    if (at + 1 >= result.length) return result;
    const rest: number[] = [];
    for (let i = 0; i < result.length; i++) if (i !== at + 1) rest.push(i === at ? merged : result[i]!);
    result = rest;
    done = at;
  }
`,
      },
    ],
  },
]);
