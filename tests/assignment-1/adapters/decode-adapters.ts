/** Adapters that decode: id sequences at once, and as they arrive. */
import { adapter } from '@dawnbook/grader';
import { z } from 'zod';
import { buildTokenizer, bytesSchema, submission, type TokenizerInput } from './tokenizer-input.ts';

export const decodeAdapters = {
  decode: adapter(
    z.array(z.object({ text: z.string(), bytes: bytesSchema })),
    async (args: TokenizerInput & { idLists: (number[] | Uint32Array)[] }) => {
      const tokenizer = await buildTokenizer(args);
      return args.idLists
        .map((ids) => [...ids])
        .map((ids) => ({ text: tokenizer.decode(ids), bytes: tokenizer.decodeBytes(ids) }));
    },
  ),

  decodeStream: adapter(
    z.array(z.array(z.string())),
    async (args: TokenizerInput & { idLists: number[][] }) => {
      const tokenizer = await buildTokenizer(args);
      const { decodeStream } = await submission();
      return args.idLists.map((ids) => [...decodeStream(tokenizer, ids)]);
    },
  ),

  /**
   * Streams over instrumented sources, one piece of each in turn. `pulled` is the number of ids that a stream had read
   * when it yielded the piece. After `take` pieces the consumer leaves.
   */
  decodeStreamTrace: adapter(
    z.array(
      z.object({
        pieces: z.array(z.object({ text: z.string(), pulled: z.int() })),
        pulled: z.int(),
        closed: z.boolean(),
      }),
    ),
    async ({
      idLists,
      take = Infinity,
      ...input
    }: TokenizerInput & { idLists: number[][]; take?: number }) => {
      const tokenizer = await buildTokenizer(input);
      const { decodeStream } = await submission();
      const traces = idLists.map((ids) => {
        const trace = { pieces: [] as { text: string; pulled: number }[], pulled: 0, closed: false };
        const source = function* (): Generator<number> {
          try {
            for (const id of ids) {
              trace.pulled++;
              yield id;
            }
          } finally {
            trace.closed = true;
          }
        };
        return { trace, stream: decodeStream(tokenizer, source()) };
      });
      let running = traces;
      while (running.length > 0) {
        running = running.filter(({ trace, stream }) => {
          if (trace.pieces.length >= take) {
            stream.return(undefined);
            return false;
          }
          const next = stream.next();
          if (next.done) return false;
          trace.pieces.push({ text: next.value, pulled: trace.pulled });
          return true;
        });
      }
      return traces.map(({ trace }) => trace);
    },
  ),
};
