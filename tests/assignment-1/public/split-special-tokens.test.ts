import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

const END = '<|endoftext|>';

exercise('split-special-tokens', ({ test, run }) => {
  test('a token in the middle cuts the text in three', async () => {
    expectSame(
      await run.splitOnSpecialTokens({ text: `one ${END}two`, specialTokens: [END] }),
      [
        { text: 'one ', special: false },
        { text: END, special: true },
        { text: 'two', special: false },
      ],
      'parts',
    );
  });

  test('between adjacent tokens there is no empty part', async () => {
    expectSame(
      await run.splitOnSpecialTokens({ text: `a${END}${END}b`, specialTokens: [END] }),
      [
        { text: 'a', special: false },
        { text: END, special: true },
        { text: END, special: true },
        { text: 'b', special: false },
      ],
      'parts',
    );
  });

  test('a token may stand at both ends', async () => {
    expectSame(
      await run.splitOnSpecialTokens({ text: `${END}a${END}`, specialTokens: [END] }),
      [
        { text: END, special: true },
        { text: 'a', special: false },
        { text: END, special: true },
      ],
      'parts',
    );
  });

  test('without special tokens the text is one part, and the empty text none', async () => {
    const whole = [{ text: `a${END}`, special: false }];
    expectSame(await run.splitOnSpecialTokens({ text: `a${END}`, specialTokens: [] }), whole, 'parts');
    expectSame(
      await run.splitOnSpecialTokens({ text: '', specialTokens: [] }),
      [],
      'parts of the empty text',
    );
    expectSame(
      await run.splitOnSpecialTokens({ text: '', specialTokens: [END] }),
      [],
      'parts of the empty text',
    );
  });
});
