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
  const byteOf = byteOfStandIn();
  const ids = Object.entries(JSON.parse(vocabJson) as Record<string, number>);
  // The parts of merges are tokens: they share the tokens' bytes.
  const bytesOf = new Map<string, Uint8Array>();
  for (const [token] of ids) {
    const bytes = new Uint8Array(token.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = byteOf[token.charCodeAt(i)]!;
    bytesOf.set(token, bytes);
  }
  const merges: MergeData[] = [];
  for (const line of mergesTxt.split('\n').slice(1)) {
    if (line === '') continue;
    const space = line.indexOf(' ');
    merges.push({ left: bytesOf.get(line.slice(0, space))!, right: bytesOf.get(line.slice(space + 1))! });
  }
  return { vocab: ids.map(([token, id]) => ({ id, bytes: bytesOf.get(token)! })), merges };
}

/** Which byte a character of the published files stands for (`bytes_to_unicode` in openai/gpt-2), by code unit. */
function byteOfStandIn(): number[] {
  const printable = /[!-~¡-¬®-ÿ]/;
  const byteOf: number[] = [];
  let hidden = 0;
  for (let byte = 0; byte < 256; byte++) {
    const isPrintable = printable.test(String.fromCharCode(byte));
    byteOf[isPrintable ? byte : 0x100 + hidden++] = byte;
  }
  return byteOf;
}
