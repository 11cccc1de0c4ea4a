/** What the headers of frames may say. Everything from a submission process is checked against {@link replySchema}. */
import { z } from 'zod';

/** Judge to submission: call an adapter with the frame's value. */
export interface CallHeader {
  readonly type: 'call';
  readonly id: string;
  readonly adapter: string;
}

const thrownSchema = z.object({
  /** Names of the error's class and its ancestors, the class first: `['TokenizerError', 'Error']`. */
  classes: z.array(z.string().max(200)).max(20),
  message: z.string().max(20_000),
  stack: z.string().max(20_000),
  /** Set when a stub was reached. */
  notImplemented: z.string().max(200).optional(),
});

/** Submission to judge. `ready` comes once, before any of the student's code runs; then one reply for each call. */
export const replySchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('result'), id: z.string().max(64) }),
  z.strictObject({ type: z.literal('thrown'), id: z.string().max(64), thrown: thrownSchema }),
]);

export type ReplyHeader = z.infer<typeof replySchema>;

/** An exception that left an adapter, as plain data. */
export type Thrown = z.infer<typeof thrownSchema>;
