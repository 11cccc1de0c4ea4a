/** Where a block normalizes: before each sublayer, after each addition, or nowhere. */
export type NormPlacement = 'pre' | 'post' | 'none';

/** The feed-forward layer of a block. */
export type FeedForwardKind = 'swiglu' | 'silu';

/** How a model knows the order of its tokens; with `none` only from the causal mask. */
export type PositionKind = 'rope' | 'learned' | 'none';

/** Exercise `model-variants`: the switches of a model. */
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

const VARIANTS = {
  norm: ['pre', 'post', 'none'],
  positions: ['rope', 'learned', 'none'],
  ffn: ['swiglu', 'silu'],
} as const;

/**
 * Exercise `model-variants`.
 *
 * @throws RangeError for an unknown value, with the known ones
 */
export function checkVariants(config: ModelVariants): void {
  for (const [name, known] of Object.entries(VARIANTS)) {
    const value = config[name as keyof typeof VARIANTS];
    if (value === undefined || (known as readonly string[]).includes(value)) continue;
    throw new RangeError(`${name} is '${value}'; it must be one of ${known.join(', ')}`);
  }
}
