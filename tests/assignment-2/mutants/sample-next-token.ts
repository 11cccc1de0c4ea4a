import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/sample-next-token.ts';

export default defineMutants('sample-next-token', [
  {
    name: 'temperature-first',
    mistake: 'applies the temperature before the penalty',
    edits: [
      {
        file,
        find: '  let filtered = frequencyPenalty === 0 ? logits : applyFrequencyPenalty(logits, history, frequencyPenalty);',
        replace: `  const scaled = temperature === 0 ? logits : applyTemperature(logits, temperature);
  const filteredBefore = frequencyPenalty === 0 ? scaled : applyFrequencyPenalty(scaled, history, frequencyPenalty);
  let filtered = filteredBefore;`,
      },
      {
        file,
        find: `  filtered = applyTemperature(filtered, temperature);
`,
        replace: '',
      },
    ],
  },
  {
    name: 'top-p-first',
    mistake: 'applies top-p before top-k',
    edits: [
      {
        file,
        find: `  if (topK !== undefined) filtered = topKFilter(filtered, topK);
  if (topP !== undefined) filtered = topPFilter(filtered, topP);`,
        replace: `  if (topP !== undefined) filtered = topPFilter(filtered, topP);
  if (topK !== undefined) filtered = topKFilter(filtered, topK);`,
      },
    ],
  },
  {
    name: 'greedy-without-penalty',
    mistake: 'ignores the penalty at temperature 0',
    edits: [{ file, find: 'greedy(filtered).oneHot', replace: 'greedy(logits).oneHot' }],
  },
  {
    name: 'unknown-ignored',
    mistake: 'ignores unknown options',
    edits: [{ file, find: 'if (unknown !== undefined)', replace: "if (unknown === '')" }],
  },
]);
