import { expectError, expectSame, show } from '@dawnbook/grader/suite';
import fc from 'fast-check';
import { exercise } from '../suite.ts';
import { cutParts } from './oracles/special-tokens.ts';

exercise('split-special-tokens', ({ test, run }) => {
  /** Compares with the oracle, and the joined parts with the text. */
  const check = async (text: string, specialTokens: string[]): Promise<void> => {
    const parts = await run.splitOnSpecialTokens({ text, specialTokens });
    const context = `text: ${show(text)}, special tokens: ${show(specialTokens)}`;
    expectSame(parts, cutParts(text, specialTokens), 'parts', context);
    expectSame(parts.map((part) => part.text).join(''), text, 'joined parts', context);
  };
  const texts = async (text: string, specialTokens: string[]) =>
    (await run.splitOnSpecialTokens({ text, specialTokens })).map((part) => part.text);

  test('the longest token wins, in whichever order the two are given', async () => {
    const text = 'x<|a|><|a|>y<|a|>z';
    for (const specialTokens of [
      ['<|a|>', '<|a|><|a|>'],
      ['<|a|><|a|>', '<|a|>'],
    ]) {
      expectSame(await texts(text, specialTokens), ['x', '<|a|><|a|>', 'y', '<|a|>', 'z'], 'parts');
    }
  });

  test('of tokens that overlap the first one in the text wins', async () => {
    expectSame(
      await run.splitOnSpecialTokens({ text: 'abc', specialTokens: ['bc', 'ab'] }),
      [
        { text: 'ab', special: true },
        { text: 'c', special: false },
      ],
      'parts',
    );
    // A longer token that begins later does not take anything from one that begins earlier.
    expectSame(await texts('abcd', ['ab', 'bcd']), ['ab', 'cd'], 'parts');
  });

  test('tokens are literal text, whatever they mean in a regular expression', async () => {
    const tokens = [
      '.',
      '|',
      '<|*|>',
      '[a-z]',
      '(',
      ')',
      '$',
      '^',
      'a+',
      '\\d',
      '\\',
      '{2}',
      '?',
      '-',
      '/',
      '\n',
      '#',
      ' ',
    ];
    const pieces = [...tokens, 'a', 'aa', 'd', '2', 'x'];
    for (const drawn of fc.sample(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), 100)) {
      await check(drawn.join(''), tokens);
    }
    for (const token of tokens) await check(`a${token}2x${token}${token}d`, [token]);
  });

  test('300 random texts and token lists', async () => {
    const letters = fc.constantFrom('a', 'b', '<', '|');
    const token = fc.array(letters, { minLength: 1, maxLength: 4 }).map((chars) => chars.join(''));
    const cases = fc.record({
      text: fc.array(letters, { maxLength: 20 }).map((chars) => chars.join('')),
      specialTokens: fc.uniqueArray(token, { maxLength: 5 }),
    });
    for (const { text, specialTokens } of fc.sample(cases, 300)) await check(text, specialTokens);
  });

  test('tokens beyond 16 bits', async () => {
    expectSame(await texts('𝒜🙃b🙃🙃𝒜', ['🙃']), ['𝒜', '🙃', 'b', '🙃', '🙃', '𝒜'], 'parts');
    await check('🙃🙂🙃𝒜🙂', ['🙂', '🙃𝒜']);
  });

  test('an empty or repeated special token is refused', async () => {
    await expectError(run.splitOnSpecialTokens({ text: 'abc', specialTokens: ['a', ''] }), 'RangeError');
    await expectError(
      run.splitOnSpecialTokens({ text: 'abc', specialTokens: ['a', 'b', 'a'] }),
      'RangeError',
    );
  });

  test('a token may be the beginning of another one', async () => {
    const tokens = ['<|e', '<|e|>', '<|'];
    expectSame(await texts('<|e|><|e <|<|e|', tokens), ['<|e|>', '<|e', ' ', '<|', '<|e', '|'], 'parts');
  });

  test('the list of special tokens stays as it was given', async () => {
    // The adapter throws when the list has changed; here every kind of sorting would change it.
    expectSame(await texts('bbacccb', ['a', 'ccc', 'bb']), ['bb', 'a', 'ccc', 'b'], 'parts');
  });
});
