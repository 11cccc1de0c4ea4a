import { expectSame, show } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('utf8-broken-decoder', ({ test, run }) => {
  test('brokenDecoderInput is well-formed UTF-8', async () => {
    const bytes = await run.brokenDecoderInput({});
    expectSame(isWellFormed(bytes), true, 'is well-formed UTF-8', `bytes: ${show(bytes)}`);
  });

  test('undecodableTwoBytes is two bytes', async () => {
    expectSame((await run.undecodableTwoBytes({})).length, 2, 'number of bytes');
  });
});

function isWellFormed(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}
