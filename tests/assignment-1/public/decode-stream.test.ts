import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { utf8 } from '../support/bytes.ts';
import { BYTE_TOKENS, vocabData } from '../support/models.ts';

const BYTES = { vocab: vocabData(BYTE_TOKENS) };

exercise('decode-stream', ({ test, run }) => {
  test('ASCII comes token by token', async () => {
    const vocab = vocabData(['Hello', ',', ' world']);
    expectSame(await run.decodeStream({ vocab, idLists: [[0, 1, 2]] }), [['Hello', ',', ' world']], 'pieces');
  });

  test('an emoji over four tokens arrives once', async () => {
    const [pieces] = await run.decodeStream({ ...BYTES, idLists: [[97, ...utf8('🙃'), 98]] });
    expectSame(pieces, ['a', '🙃', 'b'], 'pieces');
  });

  test('an incomplete character at the end becomes U+FFFD', async () => {
    const [pieces] = await run.decodeStream({ ...BYTES, idLists: [[97, 0xf0, 0x9f]] });
    expectSame(pieces, ['a', '\ufffd'], 'pieces');
  });

  test('no ids give no pieces', async () => {
    expectSame(await run.decodeStream({ ...BYTES, idLists: [[]] }), [[]], 'pieces');
  });
});
