import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/gpt2-files.ts';

export default defineMutants('gpt2-vocab-files', [
  {
    name: 'hash-lines-are-comments',
    mistake: 'drops every line that starts with #, as if it were a comment',
    edits: [
      {
        file,
        find: 'return lines.slice(first).map(',
        replace: "return lines.filter((line) => !line.startsWith('#')).map(",
      },
    ],
  },
  {
    name: 'trims-tokens',
    mistake: 'trim() eats the white space at the ends of special tokens',
    edits: [
      {
        file,
        find: 'for (const [text, id] of Object.entries(parseObject(json, path))) {',
        replace: `for (const [key, id] of Object.entries(parseObject(json, path))) {
    const text = key.trim();`,
      },
    ],
  },
  {
    name: 'special-tokens-in-stand-ins',
    mistake: 'writes special tokens through the table of bytes, like any other token',
    edits: [
      {
        file,
        find: 'Object.fromEntries(printableVocabulary(model))',
        replace: 'Object.fromEntries(model.vocab.map((bytes, id) => [print(bytes), id]))',
      },
    ],
  },
  {
    name: 'splits-on-any-white-space',
    mistake: 'reads tokens two by two, wherever the lines end',
    edits: [
      {
        file,
        find: "  while (lines.at(-1) === '') lines.pop();\n",
        replace: `  const tokens = text.trim().split(/\\s+/);
  lines.length = 0;
  while (tokens.length > 0) lines.push(tokens.splice(0, 2).join(' '));
`,
      },
    ],
  },
  {
    name: 'not-atomic',
    mistake: 'overwrites vocab.json before merges.txt is known to be written',
    edits: [
      {
        file,
        find: '  await replaceFiles(',
        replace: '  await writeFile(join(dir, VOCAB_FILE), vocab);\n  await replaceFiles(',
      },
    ],
  },
]);
