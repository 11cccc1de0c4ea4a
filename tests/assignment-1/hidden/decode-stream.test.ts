import { expectSame, randomSource, show } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { hex, toLatin1, utf8 } from '../support/bytes.ts';
import { BYTE_TOKENS, vocabData } from '../support/models.ts';
import { certainText } from './oracles/certain-text.ts';

const BYTES = { vocab: vocabData(BYTE_TOKENS) };

/** Tokens that end and begin in the middle of a character: `a` and half of 🙃, the other half; `b` and half of é, … */
const HALVES = { vocab: vocabData(['a\xf0\x9f', '\x99\x83', 'b\xc3', '\xa9', 'c']) };

/** Lead and continuation bytes of which most sequences are malformed, and letters. */
const TROUBLE = [
  '41',
  '80',
  'bf',
  'c2',
  'e0',
  'a0',
  'e2',
  'ac',
  'ed',
  '9f',
  'f0',
  '90',
  'f4',
  '8f',
  'ff',
  'c0',
];

interface Trace {
  readonly pieces: readonly { text: string; pulled: number }[];
  readonly pulled: number;
  readonly closed: boolean;
}

exercise('decode-stream', ({ test, run, seed }) => {
  /** Random tokens of one to six bytes, and random sequences of them. */
  const randomStreams = (count: number) => {
    const random = randomSource(seed);
    const part = (): string => (random.int(0, 3) === 0 ? random.pick(['🙃', 'é', '中', 'ok', '\ufeff']) : '');
    const tokens = new Set<string>();
    while (tokens.size < 40) {
      const bytes = hex(Array.from({ length: random.int(1, 2) }, () => random.pick(TROUBLE)).join(' '));
      tokens.add(toLatin1(Uint8Array.of(...utf8(part()), ...bytes)));
    }
    const idLists = Array.from({ length: count }, () => random.ints(random.int(0, 12), 0, tokens.size - 1));
    return { vocab: vocabData([...tokens]), idLists };
  };

  test('the pieces join to the text that is decoded at once, and none is empty', async () => {
    const { vocab, idLists } = randomStreams(300);
    const streams = await run.decodeStream({ vocab, idLists });
    for (const [i, ids] of idLists.entries()) {
      const bytes = joined(ids.map((id) => vocab[id]!.bytes));
      const context = `bytes: ${show(bytes)}`;
      expectSame(streams[i]!.join(''), certainText(bytes, { ended: true }), 'the joined pieces', context);
      expectSame(streams[i]!.includes(''), false, 'an empty piece', context);
    }
  });

  test('text comes with the id that makes it certain: at most three bytes wait, malformed ones no longer than needed', async () => {
    const { vocab, idLists } = randomStreams(300);
    const single = [
      [...utf8('aé中🙃b')],
      [0xf0, 0x9f, 0x41],
      [0xe2, 0x82, 0xe2, 0x82, 0xac],
      [0xed, 0xa0, 0x80],
      [0xc0, 0x80],
      [0xf4, 0x90, 0x80],
      [0xf0, 0x9f, 0x99],
    ];
    const check = (trace: Trace, parts: readonly Uint8Array[]): void => {
      const available = (pulled: number): string =>
        trace.pieces.flatMap((piece) => (piece.pulled <= pulled ? [piece.text] : [])).join('');
      for (let pulled = 0; pulled < parts.length; pulled++) {
        const expected = certainText(joined(parts.slice(0, pulled)));
        const context = `bytes ${show(joined(parts))}; pieces ${show(trace.pieces)}`;
        expectSame(available(pulled), expected, `text after ${pulled} ids`, context);
      }
      expectSame(available(parts.length), certainText(joined(parts), { ended: true }), 'text at the end');
    };
    const traces = await run.decodeStreamTrace({ vocab, idLists });
    for (const [i, ids] of idLists.entries())
      check(
        traces[i]!,
        ids.map((id) => vocab[id]!.bytes),
      );
    const bytewise = await run.decodeStreamTrace({ ...BYTES, idLists: single });
    for (const [i, ids] of single.entries())
      check(
        bytewise[i]!,
        ids.map((byte) => Uint8Array.of(byte)),
      );
  });

  test('ids are pulled one by one, not before they are needed', async () => {
    const [trace] = await run.decodeStreamTrace({ ...BYTES, idLists: [[...utf8('ab🙃c')]] });
    expectSame(
      trace!.pieces,
      [
        { text: 'a', pulled: 1 },
        { text: 'b', pulled: 2 },
        { text: '🙃', pulled: 6 },
        { text: 'c', pulled: 7 },
      ],
      'pieces',
    );
  });

  test('a U+FEFF at the beginning stays', async () => {
    const streams = await run.decodeStream({ ...BYTES, idLists: [[...utf8('\ufeffa')]] });
    expectSame(streams[0]!.join(''), '\ufeffa', 'text');
  });

  test('two streams at once do not share what they hold back', async () => {
    const traces = await run.decodeStreamTrace({
      ...HALVES,
      idLists: [
        [0, 1, 4],
        [2, 3, 4],
        [4, 4, 2, 3],
      ],
    });
    const texts = traces.map(({ pieces }) => pieces.map(({ text }) => text).join(''));
    expectSame(texts, ['a🙃c', 'béc', 'ccbé'], 'texts of streams that take turns');
  });

  test('a stream that was left half-way does not leak into the next one', async () => {
    await run.decodeStreamTrace({ ...HALVES, idLists: [[0, 1]], take: 1 });
    const [trace] = await run.decodeStreamTrace({ ...HALVES, idLists: [[4, 2, 3]] });
    expectSame(trace!.pieces[0], { text: 'c', pulled: 1 }, 'the first piece');
  });

  test('leaving early closes the source', async () => {
    const [trace] = await run.decodeStreamTrace({ ...BYTES, idLists: [[...utf8('abcdef')]], take: 2 });
    expectSame(trace!.closed, true, 'source closed');
    expectSame(trace!.pulled, 2, 'ids pulled');
    expectSame(
      trace!.pieces.map(({ text }) => text),
      ['a', 'b'],
      'pieces',
    );
  });
});

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
