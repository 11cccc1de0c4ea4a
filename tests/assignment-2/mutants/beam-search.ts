import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/beam-search.ts';

export default defineMutants('beam-search', [
  {
    name: 'logits',
    mistake: 'adds logits instead of log-probabilities',
    edits: [
      { file, find: 'where(REMOVED, logSoftmax(logits))', replace: 'where(REMOVED, logits)' },
      {
        file,
        find: `import { logSoftmax } from './log-softmax.ts';
`,
        replace: '',
      },
    ],
  },
  {
    name: 'k-prompts',
    mistake: 'starts with k copies of the prompt',
    edits: [
      {
        file,
        find: 'let live: Beam[] = [{ newTokens: [], logProb: 0, parent: 0 }];',
        replace:
          'let live: Beam[] = Array.from({ length: numBeams }, () => ({ newTokens: [], logProb: 0, parent: 0 }));',
      },
    ],
  },
  {
    name: 'k-per-beam',
    mistake: 'keeps the best candidate of each beam',
    edits: [
      {
        file,
        find: `      .flat()
`,
        replace: `      .flatMap((own) => (live.length > 1 ? own.slice(0, 1) : own))
`,
      },
    ],
  },
  {
    name: 'ended-beams-take-places',
    mistake: 'sequences that end take the places of live beams for ever',
    edits: [
      {
        file,
        find: `      else if (rank < numBeams) finish(candidate, true);
      if (survivors.length === numBeams) break;`,
        replace: `      else if (rank < numBeams) {
        finish(candidate, true);
        ended++;
      }
      if (survivors.length + ended >= numBeams) break;`,
      },
      {
        file,
        find: '  let done: BeamResult[] = [];',
        replace: `  let done: BeamResult[] = [];
  let ended = 0;`,
      },
    ],
  },
  {
    name: 'first-ends',
    mistake: 'returns when k sequences have ended',
    edits: [
      {
        file,
        find: '    live = survivors;',
        replace: `    live = survivors;
    ended += ranked.filter(({ token }, rank) => token === eosTokenId && rank < numBeams).length;
    if (ended >= numReturnSequences) return done;`,
      },
      {
        file,
        find: '  let done: BeamResult[] = [];',
        replace: `  let done: BeamResult[] = [];
  let ended = 0;`,
      },
    ],
  },
  {
    name: 'unsorted',
    mistake: 'returns sequences in the order in which they ended',
    edits: [
      {
        file,
        find: `      .toSorted((a, b) => b.score - a.score)
      .slice(0, numReturnSequences);`,
        replace: `      .toSorted((a, b) => b.score - a.score)
      .slice(0, numReturnSequences)
      .toSorted((a, b) => a.newTokens.length - b.newTokens.length);`,
      },
    ],
  },
  {
    name: 'soft-ban',
    mistake: 'gives banned tokens −10,000, and may take them',
    edits: [
      { file, find: 'where(REMOVED, logSoftmax(logits))', replace: 'where(-1e4, logSoftmax(logits))' },
      {
        file,
        find: `      .filter(({ token }) => !banned[i]!.has(token))
`,
        replace: '',
      },
    ],
  },
  {
    name: 'renormalizes',
    mistake: 'makes the other tokens more likely for those that are banned',
    edits: [
      {
        file,
        find: 'maskOf(banned, vocabSize).where(REMOVED, logSoftmax(logits))',
        replace: 'logSoftmax(maskOf(banned, vocabSize).where(REMOVED, logits))',
      },
    ],
  },
  {
    name: 'length-of-everything',
    mistake: 'counts the prompt in the length',
    edits: [
      {
        file,
        find: 'const length = Math.max(1, newTokens.length);',
        replace: 'const length = prompt.length + newTokens.length;',
      },
    ],
  },
  {
    name: 'products',
    mistake: 'multiplies probabilities, which underflow',
    edits: [
      {
        file,
        find: '      logProb: beam.logProb + numbers[i * count + j]!,',
        replace:
          '      logProb: Math.log(Math.fround(Math.exp(beam.logProb) * Math.exp(numbers[i * count + j]!))),',
      },
    ],
  },
  {
    name: 'expands-finished',
    mistake: 'goes on with finished sequences',
    edits: [
      {
        file,
        find: `      if (candidate.token !== eosTokenId) survivors.push(candidate);
      else if (rank < numBeams) finish(candidate, true);`,
        replace: `      survivors.push(candidate);
      if (candidate.token === eosTokenId && rank < numBeams) finish(candidate, true);`,
      },
    ],
  },
  {
    name: 'any-rank-ends',
    mistake: 'an end token of any rank ends',
    edits: [{ file, find: 'else if (rank < numBeams) finish', replace: 'else if (rank >= 0) finish' }],
  },
  {
    name: 'stops-by-current-score',
    mistake: 'stops when no beam is better than the results as it is, whatever length may still do',
    edits: [{ file, find: 'logProb / maxNewTokens ** lengthPenalty', replace: 'logProb' }],
  },
  {
    name: 'never-stops-early',
    mistake: 'goes on to the end',
    edits: [
      {
        file,
        find: 'step < maxNewTokens && live.some(canStillWin)',
        replace: 'step < maxNewTokens && live.length > 0 && !(live.some(canStillWin) && false)',
      },
    ],
  },
]);
