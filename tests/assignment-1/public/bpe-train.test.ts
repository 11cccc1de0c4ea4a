import { expectSame } from '@dawnbook/grader/suite';
import { readFileSync } from 'node:fs';
import { exercise } from '../suite.ts';
import { toLatin1, utf8 } from '../support/bytes.ts';
import { type MergePair, mergePairs, SENNRICH_COUNTS, SENNRICH_MERGES } from '../support/merges.ts';

const END = '<|endoftext|>';
const fixture = (name: string) =>
  readFileSync(new URL(`../fixtures/public/${name}`, import.meta.url), 'utf8');

exercise('bpe-train', ({ test, run }) => {
  test('learns the twelve merges of the worked example', async () => {
    const { merges } = await run.trainBpeFromCounts({ counts: SENNRICH_COUNTS, vocabSize: 268 });
    expectSame(mergePairs(merges), SENNRICH_MERGES, 'merges');
  });

  test('a vocabulary of 256 is the bytes alone', async () => {
    const { vocab, merges } = await run.trainBpe({ text: 'low lower', vocabSize: 256 });
    expectSame(merges, [], 'merges');
    expectSame(
      vocab,
      Array.from({ length: 256 }, (_, id) => ({ id, bytes: Uint8Array.of(id) })),
      'vocab',
    );
  });

  test('ids: bytes first, then the merges in order, then the special tokens', async () => {
    const { vocab } = await run.trainBpeFromCounts({
      counts: SENNRICH_COUNTS,
      vocabSize: 260,
      specialTokens: [END, '<|pad|>'],
    });
    expectSame(vocab.length, 260, 'number of tokens');
    expectSame(vocab.slice(256), idsFrom(256, ['st', 'est', END, '<|pad|>']), 'vocab from 256 on');
  });

  test('text of a special token is not learned from', async () => {
    const { vocab, merges } = await run.trainBpe({
      text: `${END}aa${END}${END}aa${END}`,
      vocabSize: 400,
      specialTokens: [END],
    });
    expectSame(mergePairs(merges), [['a', 'a']], 'merges');
    expectSame(vocab.slice(256), idsFrom(256, ['aa', END]), 'vocab from 256 on');
  });

  test('the first 20 merges of 40 kB of Moby Dick', async () => {
    const expected = JSON.parse(fixture('moby-dick.merges.json')) as MergePair[];
    const { merges, vocab } = await run.trainBpe({
      text: fixture('moby-dick.txt'),
      vocabSize: 277,
      specialTokens: [END],
    });
    expectSame(mergePairs(merges), expected, 'merges');
    expectSame(
      vocab.slice(256).map(({ bytes }) => toLatin1(bytes)),
      [...expected.map(([left, right]) => left + right), END],
      'tokens from 256 on',
    );
  });
});

function idsFrom(first: number, tokens: readonly string[]): { id: number; bytes: Uint8Array }[] {
  return tokens.map((token, i) => ({ id: first + i, bytes: utf8(token) }));
}
