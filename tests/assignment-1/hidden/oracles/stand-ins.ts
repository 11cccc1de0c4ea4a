import { gpt2VocabFiles } from '@dawnbook/datasets';
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
