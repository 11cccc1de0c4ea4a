import { expectAtMost, expectError, expectSame, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { troubleText } from '../support/alphabet.ts';
import { tiktoken } from '../support/tiktoken.ts';
import { scanPieces } from './oracles/pre-tokens.ts';

const PATTERNS = ['gpt2', 'cl100k'] as const;

exercise('pre-tokenize', ({ test, run }) => {
  const oracles = { gpt2: tiktoken('gpt2'), cl100k: tiktoken('cl100k') };
  const pieces = async (text: string, pattern: 'gpt2' | 'cl100k') =>
    (await run.preTokenize({ texts: [text], pattern }))[0]!;
  const texts = fc.sample(troubleText(), 5000);

  for (const pattern of PATTERNS) {
    test(`${pattern}: the pieces of 5,000 troublesome texts are those of a scanner by hand, and join to the text`, async () => {
      const cut = await run.preTokenize({ texts, pattern });
      for (const [i, text] of texts.entries()) {
        expectSame(cut[i], scanPieces(text, pattern), 'pieces', `text: ${show(text)}`);
        expectSame(cut[i]!.join(''), text, 'joined pieces');
      }
    });

    test(`${pattern}: tiktoken gives the same ids for the pieces one by one as for the whole text`, async () => {
      const idsOfPiece = new Map<string, number[]>();
      const cut = await run.preTokenize({ texts, pattern });
      for (const [i, text] of texts.entries()) {
        const ids = cut[i]!.flatMap((piece) => {
          const known = idsOfPiece.get(piece) ?? oracles[pattern].ids(piece);
          idsOfPiece.set(piece, known);
          return known;
        });
        expectSame(ids, oracles[pattern].ids(text), 'ids', `text: ${show(text)}, pieces: ${show(cut[i])}`);
      }
    });

    test(`${pattern}: a piece on its own is one piece, and none is empty`, async () => {
      const all = new Set((await run.preTokenize({ texts, pattern })).flat());
      expectSame(all.has(''), false, 'there is an empty piece');
      const alone = [...all];
      const again = await run.preTokenize({ texts: alone, pattern });
      for (const [i, piece] of alone.entries())
        expectSame(again[i], [piece], 'pieces', `text: ${show(piece)}`);
    });

    test(`${pattern}: patternSource is the source of a regular expression that finds the same pieces`, async () => {
      const regex = new RegExp(await run.patternSource({ name: pattern }), 'gu');
      for (const text of texts.slice(0, 1000)) {
        const found = Array.from(text.matchAll(regex), ([piece]) => piece);
        expectSame(found, scanPieces(text, pattern), 'matches', `text: ${show(text)}`);
      }
    });

    test(`${pattern}: one piece of a text of 50 MB costs no more than one of a short text`, async () => {
      const { pieces: taken, work } = await run.preTokenizeLazy({
        text: `word ${'x'.repeat(395)}`,
        repeat: 125_000,
        pattern,
        take: 1,
      });
      expectSame(taken, ['word'], 'pieces');
      expectAtMost(work, 1000, 'the work for the first piece');
    });
  }

  test('U+0085 is white space, and the no-break space too', async () => {
    for (const pattern of PATTERNS) {
      expectSame(
        await pieces('a\u0085\u0085b', pattern),
        tail(pattern, 'a', '\u0085', '\u0085', 'b'),
        `${pattern} pieces`,
      );
      expectSame(
        await pieces('a\u00a0\u00a0b', pattern),
        tail(pattern, 'a', '\u00a0', '\u00a0', 'b'),
        `${pattern} pieces`,
      );
      expectSame(await pieces('a\u0085 ', pattern), ['a', '\u0085 '], `${pattern} pieces`);
      expectSame(await pieces('!\u00a0!', pattern), ['!', '\u00a0', '!'], `${pattern} pieces`);
    }
  });

  test('U+FEFF and U+001C are not white space', async () => {
    for (const char of ['\ufeff', '\u001c']) {
      for (const pattern of PATTERNS) {
        expectSame(
          await pieces(`! ${char}${char}!`, pattern),
          ['!', ` ${char}${char}!`],
          `${pattern} pieces`,
        );
      }
      expectSame(await pieces(`a${char} b`, 'gpt2'), ['a', char, ' b'], 'gpt2 pieces');
      expectSame(await pieces(`${char}b`, 'cl100k'), [`${char}b`], 'cl100k pieces');
    }
  });

  test('line ends after punctuation', async () => {
    expectSame(await pieces('hi!\n\n  there', 'gpt2'), ['hi', '!', '\n\n ', ' there'], 'gpt2 pieces');
    expectSame(await pieces('hi!\n\n  there', 'cl100k'), ['hi', '!\n\n', ' ', ' there'], 'cl100k pieces');
  });

  test('combining marks are not letters', async () => {
    expectSame(await pieces('e\u0301e', 'gpt2'), ['e', '\u0301', 'e'], 'gpt2 pieces');
    expectSame(await pieces('e\u0301e', 'cl100k'), ['e', '\u0301e'], 'cl100k pieces');
  });

  test('lone surrogates are neither letters nor numbers nor white space', async () => {
    for (const surrogate of ['\ud835', '\udc9c']) {
      expectSame(await pieces(`a${surrogate}!`, 'gpt2'), ['a', `${surrogate}!`], 'gpt2 pieces');
      expectSame(await pieces(`1 ${surrogate}`, 'gpt2'), ['1', ` ${surrogate}`], 'gpt2 pieces');
      expectSame(await pieces(`${surrogate}a`, 'cl100k'), [`${surrogate}a`], 'cl100k pieces');
    }
  });

  test('letters and digits beyond 16 bits are whole characters', async () => {
    expectSame(await pieces('𝒜𝒜1', 'gpt2'), ['𝒜𝒜', '1'], 'gpt2 pieces');
    expectSame(await pieces('𝟙𝟚𝟛𝟜', 'cl100k'), ['𝟙𝟚𝟛', '𝟜'], 'cl100k pieces');
  });

  test('calls do not disturb each other, also when one is left early', async () => {
    const text = "it's 12 o'clock";
    for (const pattern of PATTERNS) {
      const whole = scanPieces(text, pattern);
      expectSame(
        await run.preTokenizeInterleaved({ texts: [text, text], pattern, take: 2 }),
        [whole.slice(0, 2), whole],
        `${pattern} pieces`,
      );
      expectSame(await pieces(text, pattern), whole, `${pattern} pieces of the next call`);
    }
  });

  test('an unknown pattern is refused, and the known ones are named', async () => {
    await expectError(run.preTokenize({ texts: ['a'], pattern: 'gpt3' }), 'RangeError', 'gpt2', 'cl100k');
    await expectError(run.patternSource({ name: 'gpt3' }), 'RangeError', 'gpt2', 'cl100k');
  });
});

/** `a`, one space, and the second one with the word where the pattern takes any character along. */
function tail(pattern: 'gpt2' | 'cl100k', a: string, space: string, second: string, b: string): string[] {
  return pattern === 'gpt2' ? [a, space, second, b] : [a, space, second + b];
}
