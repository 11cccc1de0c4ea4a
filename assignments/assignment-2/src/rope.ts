import { notImplemented } from '@dawnbook/grader';
import type { Tensor } from '@dawnbook/tensor';

/** Options of {@link RotaryEmbedding}. */
export interface RotaryEmbeddingOptions {
  /** Base of the wavelengths, 10,000 in the paper. */
  readonly theta: number;
  /** Length of the vectors that are turned; even. */
  readonly dHead: number;
  /** Positions are smaller. */
  readonly maxSeqLen: number;
}

/**
 * Rotary position embedding. Elements 2k and 2k + 1 of a vector are a point in the plane, turned by
 * position·θ^(−2k/dHead). It is no Module: it has no parameters. Cosines and sines are computed once, in JavaScript
 * doubles, and uploaded as tables. About 20 lines.
 *
 * Handout: README.md#rope
 */
export class RotaryEmbedding {
  /** @throws RangeError if dHead is odd */
  constructor(options: RotaryEmbeddingOptions) {
    throw notImplemented('rope');
  }

  /**
   * @param x - `[..., seq, dHead]`
   * @param positions - i32 `[seq]` or `[..., seq]`, where the leading axes broadcast against those of `x`
   * @returns `[..., seq, dHead]`
   */
  forward(x: Tensor, positions: Tensor): Tensor {
    throw notImplemented('rope');
  }
}
