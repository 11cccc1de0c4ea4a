import { gpt2VocabFiles } from '@dawnbook/datasets';
import { type Contestant, runContestant } from '@dawnbook/lab';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sotuText } from './sotu.ts';

const SPECIAL = '<|endoftext|>';

/** Hugging Face's form of GPT-2's tokenizer, for the engines that read it. */
function gpt2TokenizerJson(): { model: object; [section: string]: unknown } {
  const { vocabJson, mergesTxt } = gpt2VocabFiles();
  const vocab = JSON.parse(vocabJson) as Record<string, number>;
  return {
    version: '1.0',
    added_tokens: [
      {
        id: vocab[SPECIAL],
        content: SPECIAL,
        special: true,
        normalized: false,
        single_word: false,
        lstrip: false,
        rstrip: false,
      },
    ],
    normalizer: null,
    pre_tokenizer: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      vocab,
      merges: mergesTxt
        .split('\n')
        .slice(1)
        .filter((line) => line !== ''),
    },
  };
}

/** A native engine with Hugging Face's interface. */
interface NativeTokenizers {
  readonly Tokenizer: {
    fromString(json: string): { encode(text: string): Promise<{ getLength(): number }> };
  };
}

async function native(packageName: string): Promise<() => Promise<number>> {
  const { default: engine } = (await import(packageName)) as { default: NativeTokenizers };
  const tokenizer = engine.Tokenizer.fromString(JSON.stringify(gpt2TokenizerJson()));
  const text = sotuText();
  return async () => (await tokenizer.encode(text)).getLength();
}

const contestants: Record<string, Contestant> = {
  'this tokenizer': async () => {
    const { loadGpt2Files } = await import('#submission');
    const { vocabJson, mergesTxt } = gpt2VocabFiles();
    const folder = mkdtempSync(join(tmpdir(), 'dawnbook-bench-'));
    writeFileSync(join(folder, 'vocab.json'), vocabJson);
    writeFileSync(join(folder, 'merges.txt'), mergesTxt);
    const tokenizer = await loadGpt2Files(folder, { specialTokens: [SPECIAL] });
    rmSync(folder, { recursive: true });
    const text = sotuText();
    return () => tokenizer.encode(text).length;
  },
  'gpt-tokenizer': async () => {
    const { encode } = await import('gpt-tokenizer/encoding/r50k_base');
    const text = sotuText();
    return () => encode(text, { allowedSpecial: new Set([SPECIAL]) }).length;
  },
  'tiktoken (Wasm)': async () => {
    const { get_encoding } = await import('tiktoken');
    const encoding = get_encoding('gpt2');
    const text = sotuText();
    return () => encoding.encode(text, [SPECIAL]).length;
  },
  'js-tiktoken': async () => {
    const { getEncoding } = await import('js-tiktoken');
    const encoding = getEncoding('gpt2');
    const text = sotuText();
    return () => encoding.encode(text, [SPECIAL]).length;
  },
  'tokenizers (native)': () => native('tokenizers'),
  '@anush008/tokenizers (native)': () => native('@anush008/tokenizers'),
  '@huggingface/tokenizers': async () => {
    const { Tokenizer } = await import('@huggingface/tokenizers');
    const tokenizer = new Tokenizer(gpt2TokenizerJson(), {});
    const text = sotuText();
    return () => tokenizer.encode(text).ids.length;
  },
};

await runContestant(contestants);
