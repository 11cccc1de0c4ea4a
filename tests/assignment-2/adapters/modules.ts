/** Adapters of sections 1 to 4: notation, modules, GPT-2, accounting. */
import { accountingAdapters } from './accounting-adapters.ts';
import { attentionAdapters } from './attention-adapters.ts';
import { gpt2Adapters } from './gpt2-adapters.ts';
import { layerAdapters } from './layer-adapters.ts';
import { transformerAdapters } from './transformer-adapters.ts';

export const modules = {
  ...layerAdapters,
  ...attentionAdapters,
  ...transformerAdapters,
  ...gpt2Adapters,
  ...accountingAdapters,
};
