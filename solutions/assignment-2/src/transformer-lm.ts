import { arange, Module, noGrad, scope, type Tensor } from '@dawnbook/tensor';
import { TransformerBlock } from './block.ts';
import { Embedding } from './embedding.ts';
import type { KVCache } from './kv-cache.ts';
import { LearnedPositions } from './learned-positions.ts';
import { Linear } from './linear.ts';
import { childSeed } from './random.ts';
import { RMSNorm } from './rmsnorm.ts';
import { RotaryEmbedding } from './rope.ts';
import type { TransformerConfig } from './transformer-config.ts';
import { checkVariants } from './variants.ts';

/** With tied embeddings the logits are products with the table: at a standard deviation of 1 they would start far too large. */
const TIED_STD = 0.1;

/** Positions are added to the embeddings of tokens, and must not drown them. */
const POSITIONS_STD = 0.1;

/** Exercises `transformer-lm` and `model-variants`: token ids in, logits of the next token out. */
export class TransformerLM extends Module {
  readonly config: TransformerConfig;
  readonly tokenEmbeddings: Embedding;
  readonly positionEmbeddings: LearnedPositions | undefined;
  readonly layers: readonly TransformerBlock[];
  readonly lnFinal: RMSNorm | undefined;
  readonly lmHead: Linear;

  /** @throws RangeError for an unknown variant, or sizes that do not go together */
  constructor(config: TransformerConfig) {
    super();
    this.config = config;
    checkVariants(config);
    const { vocabSize, contextLength, dModel, numHeads, dFf, ropeTheta = 10_000, seed = 0 } = config;
    const { norm = 'pre', positions = 'rope', ffn = 'swiglu', tieEmbeddings = false } = config;

    this.tokenEmbeddings = new Embedding(vocabSize, dModel, {
      seed: childSeed(seed, 0),
      std: tieEmbeddings ? TIED_STD : 1,
    });
    if (positions === 'learned') {
      this.positionEmbeddings = new LearnedPositions(contextLength, dModel, {
        seed: childSeed(seed, 1),
        std: POSITIONS_STD,
      });
    }
    const rope =
      positions === 'rope'
        ? new RotaryEmbedding({ theta: ropeTheta, dHead: dModel / numHeads, maxSeqLen: contextLength })
        : undefined;
    this.layers = Array.from(
      { length: config.numLayers },
      (_, i) =>
        new TransformerBlock({ dModel, numHeads, dFf, rope, norm, ffn, seed: childSeed(seed, 3 + i) }),
    );
    this.lnFinal = norm === 'none' ? undefined : new RMSNorm(dModel);
    this.lmHead = new Linear(dModel, vocabSize, { seed: childSeed(seed, 2) });
    if (tieEmbeddings) this.lmHead.weight = this.tokenEmbeddings.weight;
  }

  /**
   * @param ids - i32 `[batch, seq]`; with a cache only the new tokens
   * @param options - `cache`: what came before, to which the new tokens are added. Nothing is recorded for gradients then
   * @returns logits `[batch, seq, vocab]`
   * @throws RangeError if seq is larger than the context length; with a cache, if it does not fit the model or the ids, or
   * has no room for them
   */
  forward(ids: Tensor, options: { cache?: KVCache } = {}): Tensor {
    const [batch, seq] = ids.shape.slice(-2) as [number, number];
    const { cache } = options;
    if (cache !== undefined) {
      cache.check(this.config, batch, seq);
      return scope(() => {
        const logits = noGrad(() => this.#logits(ids, cache));
        cache.advance(seq, logits);
        return logits;
      });
    }
    const { contextLength } = this.config;
    if (seq > contextLength) {
      throw new RangeError(`${seq} tokens are more than the context length of ${contextLength}`);
    }
    return this.#logits(ids);
  }

  #logits(ids: Tensor, cache?: KVCache): Tensor {
    const offset = cache?.length ?? 0;
    const positions = arange(offset, offset + ids.shape.at(-1)!);
    let x = this.tokenEmbeddings.forward(ids); // [batch, seq, dModel]
    if (this.positionEmbeddings !== undefined) x = x.add(this.positionEmbeddings.forward(ids, { offset }));
    for (const [i, layer] of this.layers.entries())
      x = layer.forward(x, { positions, cache: cache?.layer(i) });
    if (this.lnFinal !== undefined) x = this.lnFinal.forward(x);
    return this.lmHead.forward(x);
  }
}
