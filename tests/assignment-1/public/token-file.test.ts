import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { toLatin1 } from '../support/bytes.ts';

exercise('token-file', ({ test, run }) => {
  test('three ids, byte for byte', async () => {
    const { bytes } = await run.saveTokenFile({ ids: [1, 2, 50_256], vocabSize: 50_257 });
    const header = "{'descr': '<u2', 'fortran_order': False, 'shape': (3,), }".padEnd(117, ' ');
    // 118 = 0x76 bytes of header end at offset 128, a multiple of 64.
    expectSame(toLatin1(bytes), `\x93NUMPY\x01\x00\x76\x00${header}\n\x01\x00\x02\x00\x50\xc4`, 'bytes');
  });

  test('what was saved is read again', async () => {
    const ids = [0, 1, 255, 256, 50_256];
    const { bytes } = await run.saveTokenFile({ ids, vocabSize: 50_257 });
    expectSame(await run.readTokenFile({ bytes }), { type: 'Uint16Array', ids }, 'ids');
  });

  test('16 bits are enough for 65,536 ids, one more takes 32', async () => {
    const ids = [65_535];
    const short = await run.saveTokenFile({ ids, vocabSize: 65_536 });
    expectSame(toLatin1(short.bytes).includes("'descr': '<u2'"), true, "'<u2' for a vocabulary of 65,536");
    expectSame(short.bytes.length, 128 + 2, 'size of the file');
    const long = await run.saveTokenFile({ ids, vocabSize: 65_537 });
    expectSame(toLatin1(long.bytes).includes("'descr': '<u4'"), true, "'<u4' for a vocabulary of 65,537");
    expectSame(await run.readTokenFile(long), { type: 'Uint32Array', ids }, 'ids');
  });
});
