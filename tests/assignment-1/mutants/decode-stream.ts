import { defineMutants } from '@dawnbook/grader/self-check';

const file = 'src/decode-stream.ts';
const decoder = "const decoder = new TextDecoder('utf-8', { ignoreBOM: true });\n";

export default defineMutants('decode-stream', [
  {
    name: 'replaces-too-early',
    mistake: 'an incomplete character at the end of a token becomes U+FFFD at once',
    edits: [{ file, find: ', { stream: true }', replace: '' }],
  },
  {
    name: 'holds-everything',
    mistake: 'the whole text comes at the end',
    edits: [
      { file, find: decoder, replace: `${decoder}  let all = '';\n` },
      { file, find: "    if (text !== '') yield text;\n", replace: '    all += text;\n' },
      { file, find: 'const rest = decoder.decode();', replace: 'const rest = all + decoder.decode();' },
    ],
  },
  {
    name: 'shared-decoder',
    mistake: 'all streams share one decoder, and with it the bytes that it holds back',
    edits: [
      { file, find: decoder, replace: 'const decoder = shared;\n' },
      {
        file,
        find: 'export function* decodeStream(',
        replace:
          "const shared = new TextDecoder('utf-8', { ignoreBOM: true });\n\nexport function* decodeStream(",
      },
    ],
  },
  {
    name: 'collects-ids',
    mistake: 'pulls all ids before it yields the first piece',
    edits: [{ file, find: 'for (const id of ids) {', replace: 'for (const id of [...ids]) {' }],
  },
]);
