import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { utf8 } from '../support/bytes.ts';
import { mergeData } from '../support/models.ts';

exercise('encode-long-pre-token', ({ test, run }) => {
  test('"newest" with the first five merges of the worked example', async () => {
    const merges = mergeData([
      ['s', 't'],
      ['e', 'st'],
      ['o', 'w'],
      ['l', 'ow'],
      ['w', 'est'],
    ]);
    const [ids] = await run.encodeBytes({ inputs: [utf8('newest')], merges });
    expectSame(ids, [0x6e, 0x65, 260], 'ids (260 is "west")');
  });

  test('no bytes have no ids', async () => {
    expectSame(await run.encodeBytes({ inputs: [utf8('')], merges: mergeData([['a', 'b']]) }), [[]], 'ids');
  });

  test('one byte is one id', async () => {
    expectSame(
      await run.encodeBytes({ inputs: [utf8('a')], merges: mergeData([['a', 'b']]) }),
      [[97]],
      'ids',
    );
  });

  test('a run is merged from the left', async () => {
    const [ids] = await run.encodeBytes({ inputs: [utf8('aaa')], merges: mergeData([['a', 'a']]) });
    expectSame(ids, [256, 97], 'ids');
  });
});
