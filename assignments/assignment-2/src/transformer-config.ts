/** Where a block normalizes: before each sublayer, after each addition, or nowhere. */
export type NormPlacement = 'pre' | 'post' | 'none';

/** The feed-forward layer of a block. */
export type FeedForwardKind = 'swiglu' | 'silu';

/** How a model knows the order of its tokens; with `none` only from the causal mask. */
export type PositionKind = 'rope' | 'learned' | 'none';

/** The switches of a model. */
export interface ModelVariants {
  /** `pre` by default. */
  readonly norm?: NormPlacement;
  /** `rope` by default. */
  readonly positions?: PositionKind;
  /** `swiglu` by default. */
  readonly ffn?: FeedForwardKind;
  /** Whether `lmHead.weight` is `tokenEmbeddings.weight`; not by default. */
  readonly tieEmbeddings?: boolean;
}

/** Sizes and variants of a `TransformerLM`. */
export interface TransformerConfig extends ModelVariants {
  readonly vocabSize: number;
  /** The longest sequence. */
  readonly contextLength: number;
  readonly dModel: number;
  readonly numLayers: number;
  readonly numHeads: number;
  /** By default what the kind of feed-forward layer says. */
  readonly dFf?: number;
  /** 10,000 by default. */
  readonly ropeTheta?: number;
  /** 0 by default. */
  readonly seed?: number;
}
