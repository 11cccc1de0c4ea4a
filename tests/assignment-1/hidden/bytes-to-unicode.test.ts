import { gpt2VocabFiles } from '@dawnbook/datasets';
import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { tiktoken } from '../support/tiktoken.ts';

exercise('bytes-to-unicode', ({ test, run }) => {
  const oracle = tiktoken('gpt2');

  test("equals the mapping in GPT-2's published vocabulary", async () => {
    const printable = JSON.parse(gpt2VocabFiles().vocabJson) as Record<string, number>;
    // Ids 0–255 are the single bytes, in an order of their own; tiktoken knows which byte each of them is.
    const published = new Map(
      Object.entries(printable)
        .filter(([, id]) => id < 256)
        .map(([symbol, id]) => [oracle.bytes([id])[0], symbol]),
    );
    const symbols = await run.bytesToUnicode({});
    for (let byte = 0; byte < 256; byte++)
      expectSame(symbols[byte], published.get(byte), `symbol of byte ${byte}`);
  });

  test('unicodeToBytes is the inverse', async () => {
    const symbols = await run.bytesToUnicode({});
    expectSame(
      await run.unicodeToBytes({}),
      symbols.map((symbol, byte) => ({ symbol, byte })),
      'entries',
    );
  });

  test('the soft hyphen and the bytes 127 to 160 get stand-ins', async () => {
    const symbols = await run.bytesToUnicode({});
    for (const byte of [...Array.from({ length: 34 }, (_, i) => 127 + i), 173]) {
      expectSame(symbols[byte]!.charCodeAt(0) > 0xff, true, `byte ${byte} is remapped`);
    }
  });

  test('a second call returns the same', async () => {
    expectSame(await run.bytesToUnicode({}), await run.bytesToUnicode({}), 'symbols');
  });

  test('every symbol is one code unit', async () => {
    const symbols = await run.bytesToUnicode({});
    for (let byte = 0; byte < 256; byte++)
      expectSame(symbols[byte]!.length, 1, `length of the symbol of ${byte}`);
  });
});
