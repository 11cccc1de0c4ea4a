import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { utf8 } from '../support/bytes.ts';

exercise('chunk-boundaries', ({ test, run }) => {
  const cut = async (text: string, numChunks: number, splitToken: string) =>
    (await run.findChunkBoundaries({ data: utf8(text), numChunks, splitToken: utf8(splitToken) })).boundaries;

  test('three documents in two chunks are cut before the first token of the second half', async () => {
    // 0123456789012345678: tokens at 4 and 12, the middle is 9.
    expectSame(await cut('aaaa<e>bbbbb<e>cccc', 2, '<e>'), [0, 12, 19], 'boundaries');
  });

  test('without the token the file stays whole', async () => {
    expectSame(await cut('no token in here', 4, '<e>'), [0, 16], 'boundaries');
  });

  test('there may be fewer chunks than asked for', async () => {
    expectSame(await cut('aa<e>bb', 7, '<e>'), [0, 2, 7], 'boundaries');
  });

  test('a token at the start of the file cuts off nothing', async () => {
    expectSame(await cut('<e>abcdefg<e>', 2, '<e>'), [0, 10, 13], 'boundaries');
    expectSame(await cut('<e>abcdefg', 30, '<e>'), [0, 10], 'boundaries');
  });
});
