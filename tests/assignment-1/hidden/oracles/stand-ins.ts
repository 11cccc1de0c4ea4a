import { gpt2VocabFiles } from '@dawnbook/datasets';
import type { MergePair } from '../../support/merges.ts';
import { tiktokenRanks } from '../../support/tiktoken.ts';

/** The printable stand-in of each byte, as the published encoder.json has it: tiktoken says which byte an id is. */
export function standIns(): string[] {
  const ids = JSON.parse(gpt2VocabFiles().vocabJson) as Record<string, number>;
  const tokenOf = new Map(Object.entries(ids).map(([token, id]) => [id, token]));
  const standInOf: string[] = [];
  for (const [token, id] of tiktokenRanks('gpt2')) {
    if (token.length === 1) standInOf[token.charCodeAt(0)] = tokenOf.get(id)!;
  }
  return standInOf;
}

/** The merges of the published vocab.bpe, in order. */
export function gpt2Merges(): MergePair[] {
  const byteOf = new Map(standIns().map((standIn, byte) => [standIn, String.fromCharCode(byte)]));
  const bytesOf = (token: string): string => {
    let bytes = '';
    for (const standIn of token) bytes += byteOf.get(standIn)!;
    return bytes;
  };
  const [, ...lines] = gpt2VocabFiles().mergesTxt.trimEnd().split('\n');
  return lines.map((line) => {
    const [left, right] = line.split(' ');
    return [bytesOf(left!), bytesOf(right!)];
  });
}
