import { expectAtMost, expectError, expectSame, randomSource, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { utf8 } from '../support/bytes.ts';
import { byText, type Counts, countPieces, toCounts } from './oracles/counts.ts';

const END = '<|endoftext|>';

/** The page's rule, word by word, on a text of ASCII characters. */
function oracle(text: string, numChunks: number, token: string): number[] {
  if (text === '') return [0, 0];
  const found: number[] = [];
  for (let i = 1; i < numChunks; i++)
    found.push(text.indexOf(token, Math.floor((i * text.length) / numChunks)));
  return [...new Set([0, ...found.filter((offset) => offset >= 0), text.length])];
}

exercise('chunk-boundaries', ({ test, run }) => {
  const check = async (text: string, numChunks: number, token: string, maxRead?: number): Promise<void> => {
    const { boundaries } = await run.findChunkBoundaries({
      data: utf8(text),
      numChunks,
      splitToken: utf8(token),
      ...(maxRead && { maxRead }),
    });
    const context = `text: ${show(text)}, ${numChunks} chunks, token: ${show(token)}, reads of ${maxRead ?? '64 Ki'} bytes`;
    expectSame(boundaries, oracle(text, numChunks, token), 'boundaries', context);
  };
  const documents = fc
    .array(
      fc.oneof(
        fc.constant('<e>'),
        fc.string({ unit: fc.constantFrom('a', 'b', '<', 'e', '>'), maxLength: 9 }),
      ),
      {
        maxLength: 14,
      },
    )
    .map((parts) => parts.join(''));

  test('random documents', async () => {
    const cases = fc.record({ text: documents, numChunks: fc.integer({ min: 1, max: 12 }) });
    for (const { text, numChunks } of fc.sample(cases, 300)) await check(text, numChunks, '<e>');
  });

  test('a token is found wherever it lies over the edge of two reads', async () => {
    for (let maxRead = 1; maxRead <= 7; maxRead++) {
      for (let before = 0; before <= 14; before++) {
        await check(
          `${'a'.repeat(12)}${'b'.repeat(before)}<tok>${'c'.repeat(20 - before)}`,
          3,
          '<tok>',
          maxRead,
        );
      }
    }
    // The same with reads of full size: the second half begins at 100,000.
    for (const offset of [-4, -3, -2, -1, 0]) {
      const before = 100_000 + 64 * 1024 + offset;
      await check(`${'a'.repeat(before)}<tok>${'c'.repeat(200_000 - before - 5)}`, 2, '<tok>');
    }
  });

  test('short reads are not the end of the file', async () => {
    const cases = fc.record({
      text: documents,
      numChunks: fc.integer({ min: 1, max: 6 }),
      maxRead: fc.integer({ min: 1, max: 5 }),
    });
    for (const { text, numChunks, maxRead } of fc.sample(cases, 150))
      await check(text, numChunks, '<e>', maxRead);
  });

  test('a token that overlaps itself', async () => {
    for (const maxRead of [1, 2, 3, 64]) {
      for (let numChunks = 1; numChunks <= 9; numChunks++) {
        await check('aaaaaaaa', numChunks, 'aa', maxRead);
        await check('baabaaabab', numChunks, 'aab', maxRead);
        await check('xababababy', numChunks, 'abab', maxRead);
      }
    }
  });

  test('little of a large file is read when the token is frequent', async () => {
    const block = new Uint8Array(1024).fill(97);
    block.set(utf8(END), 700);
    for (const numChunks of [2, 4, 16]) {
      const { boundaries, bytesRead } = await run.findChunkBoundaries({
        data: block,
        repeat: 16 * 1024,
        numChunks,
        splitToken: utf8(END),
      });
      const expected = Array.from({ length: numChunks - 1 }, (_, i) => ((i + 1) * 2 ** 24) / numChunks + 700);
      expectSame(boundaries, [0, ...expected, 2 ** 24], 'boundaries');
      expectAtMost(
        bytesRead,
        numChunks * 128 * 1024,
        `the number of bytes read for ${numChunks} chunks of 16 MiB`,
      );
    }
  });

  test('counting the chunks one by one is counting the whole', async () => {
    const random = randomSource(7);
    const words = ['low', ' lower', ' it', "'s", '\n\n', '  ', '12', '!', END];
    const text = random
      .ints(4000, 0, words.length - 1)
      .map((i) => words[i])
      .join('');
    for (const numChunks of [2, 3, 10]) {
      const { boundaries } = await run.findChunkBoundaries({
        data: utf8(text),
        numChunks,
        splitToken: utf8(END),
      });
      const sum: Counts = [];
      for (let i = 1; i < boundaries.length; i++) {
        sum.push(...toCounts(countPieces(text.slice(boundaries[i - 1], boundaries[i]), [END])));
      }
      expectSame(byText(sum), countPieces(text, [END]), 'sum of the counts');
    }
  });

  test('no chunks at all and an empty token are refused', async () => {
    const data = utf8('a<e>b');
    for (const numChunks of [0, -1]) {
      await expectError(run.findChunkBoundaries({ data, numChunks, splitToken: utf8('<e>') }), 'RangeError');
    }
    await expectError(run.findChunkBoundaries({ data, numChunks: 2, splitToken: utf8('') }), 'RangeError');
  });

  test('boundaries are ascending and distinct, however many chunks are asked for', async () => {
    for (const text of ['aaaa<e>bbbb', '<e>', '<e><e><e>', `${'a'.repeat(30)}<e>`]) {
      for (const numChunks of [2, 5, 100]) {
        const { boundaries } = await run.findChunkBoundaries({
          data: utf8(text),
          numChunks,
          splitToken: utf8('<e>'),
        });
        const ascending = boundaries.every((offset, i) => i === 0 || offset > boundaries[i - 1]!);
        expectSame(
          ascending,
          true,
          `boundaries of ${show(text)} in ${numChunks} are ascending`,
          show(boundaries),
        );
        expectSame(boundaries[0], 0, 'the first boundary');
        expectSame(boundaries.at(-1), text.length, 'the last boundary');
      }
    }
  });

  test('an empty file is one empty chunk', async () => {
    await check('', 1, '<e>');
    await check('', 5, '<e>');
  });
});
