import { gpt2VocabFiles } from '@dawnbook/datasets';

/** A token as it crosses the seam. */
export interface VocabEntry {
  id: number;
  bytes: Uint8Array;
}

/** A merge as it crosses the seam. */
export interface MergeData {
  left: Uint8Array;
  right: Uint8Array;
}

/** GPT-2's published vocabulary: 50,257 tokens, 50,000 merges in order of creation. */
export interface PublishedVocabulary {
  readonly vocab: readonly VocabEntry[];
  readonly merges: readonly MergeData[];
}

let cached: PublishedVocabulary | undefined;

/** Reads GPT-2's published files, without any code of a submission; once per process. */
export function gpt2Vocabulary(): PublishedVocabulary {
  cached ??= read();
  return cached;
}

function read(): PublishedVocabulary {
  const { vocabJson, mergesTxt } = gpt2VocabFiles();
  const byteOf = standIns();
  const bytesOf = (token: string): Uint8Array => Uint8Array.from(token, (standIn) => byteOf.get(standIn)!);
  const merges: MergeData[] = [];
  for (const line of mergesTxt.split('\n').slice(1)) {
    if (line === '') continue;
    const [left, right] = line.split(' ');
    merges.push({ left: bytesOf(left!), right: bytesOf(right!) });
  }
  const vocab = Object.entries(JSON.parse(vocabJson) as Record<string, number>);
  return { vocab: vocab.map(([token, id]) => ({ id, bytes: bytesOf(token) })), merges };
}

/** What stands for each byte in the published files (`bytes_to_unicode` in openai/gpt-2), from stand-in to byte. */
function standIns(): Map<string, number> {
  const printable = /[!-~¡-¬®-ÿ]/;
  const byteOf = new Map<string, number>();
  let hidden = 0;
  for (let byte = 0; byte < 256; byte++) {
    const char = String.fromCharCode(byte);
    byteOf.set(printable.test(char) ? char : String.fromCharCode(0x100 + hidden++), byte);
  }
  return byteOf;
}
