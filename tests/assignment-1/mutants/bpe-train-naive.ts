import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/train-naive.ts';
const ties = `  const byLeft = compareBytes(vocab[a.left]!, vocab[b.left]!);
  return (byLeft !== 0 ? byLeft : compareBytes(vocab[a.right]!, vocab[b.right]!)) > 0;
`;

export default defineMutants('bpe-train-naive', [
  {
    name: 'smaller-wins',
    mistake: 'ties go to the smaller pair',
    edits: [{ file, find: ties, replace: ties.replace(' > 0', ' < 0') }],
  },
  {
    name: 'ties-by-id',
    mistake: 'ties go to the larger ids',
    edits: [
      { file, find: ties, replace: '  return a.left !== b.left ? a.left > b.left : a.right > b.right;\n' },
    ],
  },
  {
    name: 'ties-by-stand-ins',
    mistake: "ties are settled on GPT-2's printable stand-ins (CS336's reference once did)",
    edits: [
      {
        file,
        find: 'import { mergePair }',
        replace: "import { bytesToUnicode } from './bytes-to-unicode.ts';\nimport { mergePair }",
      },
      {
        file,
        find: ties,
        replace: `  const symbols = bytesToUnicode();
  const text = (id: number) => Array.from(vocab[id]!, (byte) => symbols.get(byte)!).join('');
  return a.left !== b.left ? text(a.left) > text(b.left) : text(a.right) > text(b.right);
`,
      },
    ],
  },
  {
    name: 'ties-by-text',
    mistake: 'ties are settled on decoded strings, in the order of UTF-16',
    edits: [
      {
        file,
        find: ties,
        replace: `  const text = (id: number) => new TextDecoder().decode(vocab[id]);
  return a.left !== b.left ? text(a.left) > text(b.left) : text(a.right) > text(b.right);
`,
      },
    ],
  },
  {
    name: 'ties-by-concatenation',
    mistake: 'ties are settled on the bytes of the joined pair',
    edits: [
      {
        file,
        find: ties,
        replace:
          '  return compareBytes(concatBytes(vocab[a.left]!, vocab[a.right]!), concatBytes(vocab[b.left]!, vocab[b.right]!)) > 0;\n',
      },
    ],
  },
  {
    name: 'ignores-frequency',
    mistake: 'counts each distinct pre-token once',
    edits: [
      {
        file,
        find: 'Array.from(counts, ([text, count]) => ({ ids: [...encoder.encode(text)], count }))',
        replace: 'Array.from(counts.keys(), (text) => ({ ids: [...encoder.encode(text)], count: 1 }))',
      },
    ],
  },
  {
    name: 'counts-once-per-word',
    mistake: 'a pair that a pre-token holds twice counts once',
    edits: [
      {
        file,
        find: 'else pair.count += count;',
        replace:
          'else if (ids.findIndex((id, at) => id === left && ids[at + 1] === right) === i) pair.count += count;',
      },
    ],
  },
]);
