/**
 * Numbers of parameters, operations and bytes. In the formulas: V vocabSize, T sequence length, B batch size, d dModel,
 * h numHeads, f dFf, L numLayers.
 */
import { notImplemented } from '@dawnbook/grader';
import type { TransformerConfig } from './transformer-config.ts';

/**
 * Learned numbers of a model, all variants included. About 10 lines.
 *
 * Handout: README.md#transformer-accounting
 */
export function countParameters(config: TransformerConfig): number {
  throw notImplemented('transformer-accounting');
}

/** Operations of the matrix multiplications of one forward pass, over all layers. */
export interface ForwardFlops {
  /** Projections to queries, keys and values. */
  readonly qkv: number;
  /** q kᵀ */
  readonly scores: number;
  /** Attention weights times values. */
  readonly weightedSum: number;
  /** Output projection of attention. */
  readonly output: number;
  readonly ffn: number;
  readonly lmHead: number;
  readonly total: number;
}

/**
 * FLOPs for one sequence of T tokens. About 10 lines.
 *
 * Handout: README.md#transformer-accounting
 */
export function forwardFlops(config: TransformerConfig, T: number): ForwardFlops {
  throw notImplemented('transformer-accounting');
}

/**
 * Parameters of GPT-2 XL's shape.
 *
 * Handout: README.md#transformer-accounting
 */
export const gpt2XlParameters: number | undefined = undefined;

/**
 * Their bytes in float32.
 *
 * Handout: README.md#transformer-accounting
 */
export const gpt2XlBytes: number | undefined = undefined;

/**
 * FLOPs of a forward pass of GPT-2 XL's shape over 1,024 tokens.
 *
 * Handout: README.md#transformer-accounting
 */
export const gpt2XlFlops: number | undefined = undefined;

/** Parts of a forward pass in percent of its FLOPs. */
export type FlopShares = Readonly<Record<Exclude<keyof ForwardFlops, 'total'>, number>>;

/**
 * Shares at four sizes, 1,024 tokens.
 *
 * Handout: README.md#transformer-accounting
 */
export const flopShares: Readonly<Record<'small' | 'medium' | 'large' | 'xl', FlopShares>> | undefined =
  undefined;

/** What a longer context costs. */
export interface LongContext {
  /** FLOPs of a forward pass. */
  readonly total: number;
  /** Times the FLOPs at 1,024 tokens. */
  readonly factor: number;
  /** Percent that scores and weighted sum take together. */
  readonly attentionShare: number;
  /** Percent that the feed-forward layers take. */
  readonly ffnShare: number;
}

/**
 * GPT-2 XL with 16,384 tokens.
 *
 * Handout: README.md#transformer-accounting
 */
export const longContext: LongContext | undefined = undefined;

/** Bytes that a training step holds. */
export interface TrainingBytes {
  readonly parameters: number;
  readonly gradients: number;
  /** Two moments per parameter. */
  readonly optimizer: number;
  readonly activations: number;
  readonly total: number;
}

/**
 * Bytes in float32 for the base model and B sequences of contextLength tokens. About 12 lines.
 *
 * Handout: README.md#adamw-accounting
 */
export function trainingBytes(config: TransformerConfig, B: number): TrainingBytes {
  throw notImplemented('adamw-accounting');
}

/**
 * GPT-2 XL takes perSequence·B + fixed bytes.
 *
 * Handout: README.md#adamw-accounting
 */
export const xlBytes: { readonly perSequence: number; readonly fixed: number } | undefined = undefined;

/**
 * The largest batch that fits into 80e9 bytes.
 *
 * Handout: README.md#adamw-accounting
 */
export const xlMaxBatch: number | undefined = undefined;

/**
 * Operations of one step of AdamW. One line.
 *
 * Handout: README.md#adamw-accounting
 */
export function adamwFlopsPerStep(config: TransformerConfig): number {
  throw notImplemented('adamw-accounting');
}

/**
 * Days of training for GPT-2 XL.
 *
 * Handout: README.md#adamw-accounting
 */
export const trainingDays: number | undefined = undefined;

/** An activation tensor. */
export interface TensorSize {
  readonly name: 'residual' | 'scores' | 'ffn' | 'logits';
  readonly bytes: number;
}

/**
 * The largest activation tensor, float32, B sequences of contextLength tokens. About 8 lines.
 *
 * Handout: README.md#webgpu-accounting
 */
export function largestTensor(config: TransformerConfig, B: number): TensorSize {
  throw notImplemented('webgpu-accounting');
}

/**
 * The largest batch for which every activation tensor fits into a binding of so many bytes. One line.
 *
 * Handout: README.md#webgpu-accounting
 */
export function maxBatchForBinding(config: TransformerConfig, limitBytes: number): number {
  throw notImplemented('webgpu-accounting');
}
