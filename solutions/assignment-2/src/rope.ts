import { rearrange, stack, type Tensor, tensor } from '@dawnbook/tensor';

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
 * Exercise `rope`: rotary position embedding (Su et al. 2021). Elements 2k and 2k + 1 are a point in the plane, turned by
 * position·θ^(−2k/dHead). It has no parameters.
 */
export class RotaryEmbedding {
  /** `[maxSeqLen, dHead/2]` */
  readonly #cos: Tensor;
  /** `[maxSeqLen, dHead/2]` */
  readonly #sin: Tensor;

  /** @throws RangeError if dHead is odd */
  constructor({ theta, dHead, maxSeqLen }: RotaryEmbeddingOptions) {
    if (dHead % 2 !== 0) throw new RangeError(`dHead is ${dHead}; pairs want an even number`);
    const numPairs = dHead / 2;
    // In doubles, once: `sin` and `cos` of the device are only good for small angles.
    const angles = Array.from({ length: maxSeqLen * numPairs }, (_, i) => {
      const [position, k] = [Math.floor(i / numPairs), i % numPairs];
      return position * theta ** ((-2 * k) / dHead);
    });
    this.#cos = tensor(Float32Array.from(angles, Math.cos), [maxSeqLen, numPairs]);
    this.#sin = tensor(Float32Array.from(angles, Math.sin), [maxSeqLen, numPairs]);
  }

  /**
   * @param x - `[..., seq, dHead]`
   * @param positions - i32 `[seq]` or `[..., seq]`, where the leading axes broadcast against those of `x`
   * @returns `[..., seq, dHead]`
   */
  forward(x: Tensor, positions: Tensor): Tensor {
    const cos = this.#cos.indexSelect(0, positions); // [..., seq, dHead/2]
    const sin = this.#sin.indexSelect(0, positions);
    const pairs = rearrange(x, '... (k two) -> two ... k', { two: 2 });
    const [a, b] = [pairs.slice(0), pairs.slice(1)]; // [..., seq, dHead/2]
    const turned = stack([a.mul(cos).sub(b.mul(sin)), a.mul(sin).add(b.mul(cos))], -1);
    return rearrange(turned, '... k two -> ... (k two)');
  }
}
