import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/hf-json.ts';

export default defineMutants('hf-tokenizer-json', [
  {
    name: 'special-tokens-in-merges',
    mistake: 'special tokens are also written as merges',
    edits: [
      {
        file,
        find: 'merges: model.merges.map(({ left, right }) => [print(left), print(right)]),',
        replace: `merges: [
        ...model.merges.map(({ left, right }) => [print(left), print(right)]),
        ...model.specialTokens.map((token) => [token.slice(0, 1), token.slice(1)]),
      ],`,
      },
    ],
  },
  {
    name: 'adds-prefix-space',
    mistake: 'the exported pre-tokenizer puts a space before the text',
    edits: [
      {
        file,
        find: "\n        { type: 'ByteLevel', add_prefix_space: false,",
        replace: "\n        { type: 'ByteLevel', add_prefix_space: true,",
      },
    ],
  },
  {
    name: 'ignores-normalizer',
    mistake: 'imports a file with a normalizer as if it had none',
    edits: [{ file, find: "['truncation', 'padding', 'normalizer']", replace: "['truncation', 'padding']" }],
  },
  {
    name: 'drops-split',
    mistake: 'the exported pre-tokenizer does not split at all',
    edits: [
      {
        file,
        find: `        {
          type: 'Split',
          pattern: { Regex: patternSource(model.pattern) },
          behavior: 'Isolated',
          invert: false,
        },
`,
        replace: '',
      },
    ],
  },
  {
    name: 'always-gpt2',
    mistake: 'every Split is read as the pattern of GPT-2',
    edits: [
      {
        file,
        find: 'names.find((candidate) => SPELLINGS[candidate].includes(regex.string()))',
        replace: "names.find((candidate) => candidate === 'gpt2')",
      },
    ],
  },
]);
