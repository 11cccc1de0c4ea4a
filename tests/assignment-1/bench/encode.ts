/** Encoding State of the Union (10.8 MB of English) with GPT-2's vocabulary, one thread. */
import { Progress } from '@dawnbook/lab';
import { contest } from '@dawnbook/lab';
import { printResults } from './results.ts';
import { sotuBytes } from './sotu.ts';

const results = await contest({
  script: new URL('./encode-contestants.ts', import.meta.url),
  contestants: [
    'this tokenizer',
    'gpt-tokenizer',
    'tiktoken (Wasm)',
    'js-tiktoken',
    'tokenizers (native)',
    '@anush008/tokenizers (native)',
    '@huggingface/tokenizers',
  ],
  rounds: 3,
  progress: new Progress(),
});
printResults({
  title: "encoding State of the Union with GPT-2's vocabulary, one thread, median of 3",
  results,
  megabytes: sotuBytes() / 1e6,
  outcome: 'tokens',
});
