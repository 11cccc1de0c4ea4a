/** A vocabulary, a list of merges or a tokenizer file that contradicts itself. The message names what and where. */
export class TokenizerError extends Error {
  override readonly name = 'TokenizerError';
}
