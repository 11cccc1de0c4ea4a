import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { hex, utf8 } from '../support/bytes.ts';
import { BYTE_TOKENS, vocabData } from '../support/models.ts';

const BYTES = { vocab: vocabData(BYTE_TOKENS) };

exercise('tokenizer-decode', ({ test, run }) => {
  test('the worked example back: "the cat ate"', async () => {
    const vocab = vocabData([' ', 'a', 'c', 'e', 'h', 't', 'th', ' c', ' a', 'the', ' at']);
    const decoded = await run.decode({ vocab, idLists: [[9, 7, 1, 5, 10, 3]] });
    expectSame(decoded, [{ text: 'the cat ate', bytes: utf8('the cat ate') }], 'decoded');
  });

  test('a character that is spread over two tokens', async () => {
    const decoded = await run.decode({ ...BYTES, idLists: [[0xc3, 0xa9]] });
    expectSame(decoded, [{ text: 'é', bytes: hex('c3 a9') }], 'decoded');
  });

  test('a lone continuation byte becomes U+FFFD, and its byte stays', async () => {
    const decoded = await run.decode({ ...BYTES, idLists: [[97, 0xa9, 98]] });
    expectSame(decoded, [{ text: 'a\ufffdb', bytes: hex('61 a9 62') }], 'decoded');
  });

  test('no ids decode to an empty text', async () => {
    expectSame(await run.decode({ ...BYTES, idLists: [[]] }), [{ text: '', bytes: hex('') }], 'decoded');
  });
});
