import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/generate.ts';

export default defineMutants('generate', [
  {
    name: 'first-ids',
    mistake: 'feeds the first contextLength ids',
    edits: [{ file, find: 'ids.slice(-contextLength)', replace: 'ids.slice(0, contextLength)' }],
  },
  {
    name: 'eos-dropped',
    mistake: 'leaves the end token out',
    edits: [
      {
        file,
        find: `    newIds.push(id);
    if (id === eosTokenId)`,
        replace: `    if (id !== eosTokenId) newIds.push(id);
    if (id === eosTokenId)`,
      },
    ],
  },
  {
    name: 'same-number',
    mistake: 'draws every token with the same number',
    edits: [{ file, find: 'uniform(seed, t)', replace: 'uniform(seed, t * 0)' }],
  },
  {
    name: 'first-position',
    mistake: 'takes the logits of the first position',
    edits: [{ file: 'src/next-logits.ts', find: 'slice(null, -1)', replace: 'slice(null, 0)' }],
  },
  {
    name: 'changes-the-prompt',
    mistake: 'appends to the prompt',
    edits: [
      {
        file,
        find: '    newIds.push(id);',
        replace: `    newIds.push(id);
    (prompt as number[]).push(id);`,
      },
      { file, find: 'const ids = [...prompt, ...newIds];', replace: 'const ids = [...prompt];' },
    ],
  },
  {
    name: 'end-in-prompt',
    mistake: 'stops because the prompt has an end token',
    edits: [
      {
        file,
        find: '    const ids = [...prompt, ...newIds];',
        replace: `    const ids = [...prompt, ...newIds];
    if (eosTokenId !== undefined && ids.includes(eosTokenId)) return { ids, newIds, finishReason: 'eos' };`,
      },
    ],
  },
]);
