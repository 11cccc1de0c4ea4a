import { notImplemented } from '@dawnbook/grader';

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

/**
 * Checks the switches of a configuration. Until you do the exercise, there are none: whoever sets one hears that it is
 * not started. About 6 lines.
 *
 * Handout: README.md#model-variants
 *
 * @throws RangeError for an unknown value, with the known ones
 */
export function checkVariants({ norm, positions, ffn, tieEmbeddings }: ModelVariants): void {
  const given = [norm, positions, ffn, tieEmbeddings].some((value) => value !== undefined);
  if (given) throw notImplemented('model-variants');
}
