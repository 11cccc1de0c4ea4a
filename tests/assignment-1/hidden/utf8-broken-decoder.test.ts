import { expectSame, show } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('utf8-broken-decoder', ({ test, run }) => {
  test('brokenDecoderInput is well-formed, and decoding it byte by byte gives another text', async () => {
    const bytes = await run.brokenDecoderInput({});
    const whole = decodeFatal(bytes);
    expectSame(whole === undefined, false, 'is ill-formed', `bytes: ${show(bytes)}`);
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    const pieces = Array.from(bytes, (byte) => decoder.decode(Uint8Array.of(byte))).join('');
    expectSame(
      pieces === whole,
      false,
      'the two ways of decoding agree',
      `bytes: ${show(bytes)}, text: ${show(whole)}`,
    );
  });

  test('undecodableTwoBytes is two bytes that are no UTF-8', async () => {
    const bytes = await run.undecodableTwoBytes({});
    expectSame(bytes.length, 2, 'number of bytes');
    expectSame(decodeFatal(bytes), undefined, 'what they decode to', `bytes: ${show(bytes)}`);
  });
});

/** The text of well-formed UTF-8; `undefined` for anything else. */
function decodeFatal(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
