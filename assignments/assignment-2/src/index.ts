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

// 3 GPT-2
export { BiasedAttention, type BiasedAttentionConfig } from './biased-attention.ts';
export { geluNew, GeluMLP } from './gelu-mlp.ts';
export { fromHuggingFaceState, GPT2, type GPT2Config } from './gpt2.ts';
export { LayerNorm } from './layer-norm.ts';
export { LearnedPositions } from './learned-positions.ts';

// 4 Accounting
export * from './answers.ts';

// 5 Loss

// 6 Optimizers

// 7 Data and training

// 8 Decoding
