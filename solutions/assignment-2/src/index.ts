// 1 Notation
export { bindAxes } from './axes.ts';
export { batchedLinear, dimImages, mixPixels } from './einsum-examples.ts';

// 2 Modules
export { scaledDotProductAttention } from './attention.ts';
export { type BlockConfig, TransformerBlock } from './block.ts';
export { Embedding } from './embedding.ts';
export { SwiGLU } from './feed-forward.ts';
export { fuseQkv } from './fused-qkv.ts';
export { defaultDFf, truncatedNormal, type TruncatedNormalOptions } from './init.ts';
export { Linear } from './linear.ts';
export { applyMask, causalMask } from './mask.ts';
export { childSeed, uniform } from './random.ts';
export { RMSNorm } from './rmsnorm.ts';
export { RotaryEmbedding, type RotaryEmbeddingOptions } from './rope.ts';
export { CausalMultiHeadSelfAttention, type SelfAttentionOptions } from './self-attention.ts';
export { silu } from './silu.ts';
export { softmax } from './softmax.ts';
export type {
  FeedForwardKind,
  ModelVariants,
  NormPlacement,
  PositionKind,
  TransformerConfig,
} from './transformer-config.ts';
export { TransformerLM } from './transformer-lm.ts';
export { checkVariants } from './variants.ts';

// 3 GPT-2
export { BiasedAttention, type BiasedAttentionConfig } from './biased-attention.ts';
export { geluNew, GeluMLP } from './gelu-mlp.ts';
export { fromHuggingFaceState, GPT2, type GPT2Config } from './gpt2.ts';
export { LayerNorm } from './layer-norm.ts';
export { LearnedPositions } from './learned-positions.ts';

// 4 Accounting
export * from './answers.ts';

// 5 Loss
export { crossEntropy } from './cross-entropy.ts';
export { logProbsOfNext, perplexity } from './log-probs.ts';

// 6 Optimizers
export { AdamW, type AdamWOptions, type AdamWState, type ParameterGroup } from './adamw.ts';
export { clipGradNorm } from './clip-grad-norm.ts';
export { cosineSchedule, type CosineScheduleOptions } from './cosine-schedule.ts';
export { SGD } from './sgd.ts';

// 7 Data and training
export { loadCheckpoint, saveCheckpoint, type TrainingState } from './checkpoint.ts';
export { evaluate, type EvaluateOptions, type Evaluation, type LanguageModel } from './evaluate.ts';
export { type Batch, getBatch } from './get-batch.ts';
export { readRun, type RunConfig, RunLog, type StepRecord } from './run-log.ts';
export { type TokenReader, TokenSource } from './token-source.ts';
export type { TrainConfig } from './train-config.ts';
export { train, type TrainOptions, type TrainSummary } from './train.ts';

// 8 Decoding
export type { BeamOptions, BeamResult } from './beam-options.ts';
export { beamSearch } from './beam-search.ts';
export { beamSearchCached } from './beam-search-cached.ts';
export { cachedNextLogits } from './cached-next-logits.ts';
export { applyFrequencyPenalty } from './frequency-penalty.ts';
export { generate, type Generated, type GenerateOptions } from './generate.ts';
export { KVCache } from './kv-cache.ts';
export { type NextLogits, nextLogitsOf } from './next-logits.ts';
export { bannedTokens } from './no-repeat-ngram.ts';
export { greedy, sampleCategorical } from './sample-categorical.ts';
export { nextTokenProbs, type SamplingOptions } from './sample-next-token.ts';
export { applyTemperature } from './temperature.ts';
export { topKFilter } from './top-k.ts';
export { topPFilter } from './top-p.ts';
