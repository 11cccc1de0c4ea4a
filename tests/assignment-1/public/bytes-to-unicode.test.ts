import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('bytes-to-unicode', ({ test, run }) => {
  test('visible characters stand for themselves', async () => {
    const symbols = await run.bytesToUnicode({});
    expectSame(symbols[0x41], 'A', 'symbol of byte 65');
    expectSame(symbols[0xff], 'ÿ', 'symbol of byte 255');
  });

  test('the null byte, the newline and the space get stand-ins', async () => {
    const symbols = await run.bytesToUnicode({});
    expectSame(symbols[0], 'Ā', 'symbol of byte 0');
    expectSame(symbols[10], 'Ċ', 'symbol of byte 10');
    expectSame(symbols[32], 'Ġ', 'symbol of byte 32');
  });

  test('256 bytes have 256 different symbols', async () => {
    expectSame(new Set(await run.bytesToUnicode({})).size, 256, 'number of symbols');
  });

  test('the inverse knows 256 symbols', async () => {
    const entries = await run.unicodeToBytes({});
    expectSame(entries.length, 256, 'number of entries');
    expectSame(entries[32], { symbol: 'Ġ', byte: 32 }, 'entry of byte 32');
  });
});
