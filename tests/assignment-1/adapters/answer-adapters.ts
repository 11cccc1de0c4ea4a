/** Adapters of the answers in `src/answers.ts`. */
import { adapter, answered } from '@dawnbook/grader';
import { z } from 'zod';
import { bytesSchema } from './tokenizer-input.ts';

const answers = () => import('#submission/answers');

export const answerAdapters = {
  brokenDecoderInput: adapter(bytesSchema, async () =>
    answered((await answers()).brokenDecoderInput, 'utf8-broken-decoder'),
  ),

  undecodableTwoBytes: adapter(bytesSchema, async () =>
    answered((await answers()).undecodableTwoBytes, 'utf8-broken-decoder'),
  ),

  compressionRatio: adapter(
    z.number(),
    async ({ numBytes, numTokens }: { numBytes: number; numTokens: number }) =>
      (await answers()).compressionRatio(numBytes, numTokens),
  ),

  bitsPerByte: adapter(
    z.number(),
    async ({ lossNats, bytesPerToken }: { lossNats: number; bytesPerToken: number }) =>
      (await answers()).bitsPerByte(lossNats, bytesPerToken),
  ),

  sotuTokens1024: adapter(z.number(), async () =>
    answered((await answers()).sotuTokens1024, 'tokenizer-compression'),
  ),

  mobyTokens1024: adapter(z.number(), async () =>
    answered((await answers()).mobyTokens1024, 'tokenizer-compression'),
  ),

  mobyBytesPerTokenWithSotu1024: adapter(z.number(), async () =>
    answered((await answers()).mobyBytesPerTokenWithSotu1024, 'tokenizer-compression'),
  ),

  pileHours: adapter(z.number(), async ({ bytesPerSecond }: { bytesPerSecond: number }) =>
    (await answers()).pileHours(bytesPerSecond),
  ),
};
