/** Adapters of what happens to text before any merge: UTF-8, printable bytes, pre-tokens, special tokens. */
import { adapter, measureWork } from '@dawnbook/grader';
import { z } from 'zod';
import type { PatternName } from '#submission';
import { withoutBuiltinCodecs } from './off-limits.ts';
import { checkUnchanged } from './plain.ts';
import { bytesSchema, submission } from './tokenizer-input.ts';

/** Arguments after the text: none when no pattern is named, so that the default is what is called. */
function patternArgument(pattern: string | undefined): [] | [PatternName] {
  // Tests also name patterns that do not exist.
  return pattern === undefined ? [] : [pattern as PatternName];
}

export const textAdapters = {
  utf8Encode: adapter(z.array(bytesSchema), async ({ texts }: { texts: string[] }) => {
    const { utf8Encode } = await submission();
    return withoutBuiltinCodecs(() => texts.map((text) => utf8Encode(text)));
  }),

  utf8Decode: adapter(z.array(z.string()), async ({ inputs }: { inputs: Uint8Array[] }) => {
    const { utf8Decode } = await submission();
    return withoutBuiltinCodecs(() => inputs.map((bytes) => utf8Decode(bytes)));
  }),

  /** The symbol of each byte; an empty one where there is none. */
  bytesToUnicode: adapter(z.array(z.string()), async () => {
    const symbols = (await submission()).bytesToUnicode();
    return Array.from({ length: 256 }, (_none, byte) => symbols.get(byte) ?? '');
  }),

  unicodeToBytes: adapter(z.array(z.object({ symbol: z.string(), byte: z.number() })), async () => {
    const bytes = (await submission()).unicodeToBytes();
    return Array.from(bytes, ([symbol, byte]) => ({ symbol, byte })).toSorted((a, b) => a.byte - b.byte);
  }),

  patternSource: adapter(z.string(), async ({ name }: { name: string }) =>
    (await submission()).patternSource(name as PatternName),
  ),

  preTokenize: adapter(
    z.array(z.array(z.string())),
    async ({ texts, pattern }: { texts: string[]; pattern?: string }) => {
      const { preTokenize } = await submission();
      return texts.map((text) => [...preTokenize(text, ...patternArgument(pattern))]);
    },
  ),

  /** Two generators, one piece of each in turn; the first one is left after `take` pieces. */
  preTokenizeInterleaved: adapter(
    z.array(z.array(z.string())),
    async ({ texts, pattern, take }: { texts: [string, string]; pattern?: string; take: number }) => {
      const { preTokenize } = await submission();
      const [left, whole] = texts.map((text) => preTokenize(text, ...patternArgument(pattern)));
      const pieces: [string[], string[]] = [[], []];
      for (const piece of whole!) {
        pieces[1].push(piece);
        if (pieces[0].length === take) continue;
        const next = left!.next();
        if (next.done !== true) pieces[0].push(next.value);
      }
      return pieces;
    },
  ),

  /** The first `take` pieces, their first 100 characters, of a text that is repeated, and the work of getting them. */
  preTokenizeLazy: adapter(
    z.object({ pieces: z.array(z.string()), work: z.int() }),
    async ({
      text,
      repeat,
      pattern,
      take,
    }: {
      text: string;
      repeat: number;
      pattern?: string;
      take: number;
    }) => {
      const { work, result } = await measureWork<typeof import('#submission'), string[]>(
        ({ preTokenize }) => {
          const long = text.repeat(repeat);
          return () =>
            preTokenize(long, ...patternArgument(pattern))
              .take(take)
              .toArray();
        },
      );
      return { pieces: result.map((piece) => piece.slice(0, 100)), work };
    },
    { ownProcess: true },
  ),

  splitOnSpecialTokens: adapter(
    z.array(z.object({ text: z.string(), special: z.boolean() })),
    async ({ text, specialTokens }: { text: string; specialTokens: string[] }) => {
      const { splitOnSpecialTokens } = await submission();
      const before = [...specialTokens];
      const parts = splitOnSpecialTokens(text, specialTokens);
      checkUnchanged('splitOnSpecialTokens', before, specialTokens);
      return parts.map((part) => ({ text: part.text, special: part.special }));
    },
  ),
};
