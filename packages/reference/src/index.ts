/**
 * The course's own implementations, for later assignments that build on earlier ones: a student whose tokenizer is not
 * finished can still train a language model. The one place that imports from `solutions/`.
 *
 * @packageDocumentation
 */
export {
  decodeStream,
  encodeFile,
  fromHfJson,
  loadGpt2Files,
  readTokenFile,
  saveGpt2Files,
  saveTokenFile,
  toHfJson,
  Tokenizer,
  TokenizerError,
  trainBpe,
  trainBpeFromCounts,
} from 'solution-1';

export { tokenFiles } from './token-files.ts';

export type { TokenFiles } from './token-files.ts';
export type { BpeModel, Merge, PatternName, TrainBpeOptions } from 'solution-1';
