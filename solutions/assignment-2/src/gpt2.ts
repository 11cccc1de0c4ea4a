import type { NDArray } from '@dawnbook/grader';
import { Module, rearrange, type StateDict, type Tensor, tensor, zeros } from '@dawnbook/tensor';
import { BiasedAttention } from './biased-attention.ts';
import { Embedding } from './embedding.ts';
import { GeluMLP } from './gelu-mlp.ts';
import { LayerNorm } from './layer-norm.ts';
import { LearnedPositions } from './learned-positions.ts';
import { childSeed } from './random.ts';

/** Sizes of a {@link GPT2}. */
export interface GPT2Config {
  readonly vocabSize: number;
  readonly contextLength: number;
  readonly dModel: number;
  readonly numLayers: number;
  readonly numHeads: number;
  readonly seed?: number;
}

/** A pre-norm block with layer norms and biases. */
class GPT2Block extends Module {
  readonly ln1: LayerNorm;
  readonly attn: BiasedAttention;
  readonly ln2: LayerNorm;
  readonly mlp: GeluMLP;

  constructor({ dModel, numHeads, seed = 0 }: GPT2Config) {
    super();
    this.ln1 = new LayerNorm(dModel);
    this.attn = new BiasedAttention({ dModel, numHeads, dHead: dModel / numHeads, seed: childSeed(seed, 1) });
    this.ln2 = new LayerNorm(dModel);
    this.mlp = new GeluMLP(dModel, 4 * dModel, { seed: childSeed(seed, 2) });
  }

  /** @param x - `[batch, seq, dModel]` */
  forward(x: Tensor): Tensor {
    const z = x.add(this.attn.forward(this.ln1.forward(x)));
    return z.add(this.mlp.forward(this.ln2.forward(z)));
  }
}

/** Exercise `gpt2-model`: GPT-2 (Radford et al. 2019). The unembedding is the token embedding, transposed. */
export class GPT2 extends Module {
  readonly wE: Embedding;
  readonly wPos: LearnedPositions;
  readonly blocks: readonly GPT2Block[];
  readonly lnFinal: LayerNorm;
  /** `[vocab]`, zeros. GPT-2 has no such bias, so it is not a parameter: it must not learn. */
  readonly bU: Tensor;

  constructor(config: GPT2Config) {
    super();
    const { vocabSize, contextLength, dModel, numLayers, seed = 0 } = config;
    this.wE = new Embedding(vocabSize, dModel, { std: 0.02, seed: childSeed(seed, 0) });
    this.wPos = new LearnedPositions(contextLength, dModel, { std: 0.02, seed: childSeed(seed, 1) });
    this.blocks = Array.from(
      { length: numLayers },
      (_, i) => new GPT2Block({ ...config, seed: childSeed(seed, 2 + i) }),
    );
    this.lnFinal = new LayerNorm(dModel);
    this.bU = zeros([vocabSize]);
  }

  /** `[dModel, vocab]`, tied to the token embedding. */
  get wU(): Tensor {
    return this.wE.weight.transpose(0, 1);
  }

  /**
   * @param ids - i32 `[batch, seq]`
   * @param options - `offset`: the position of the first token, 0 by default
   * @returns logits `[batch, seq, vocab]`
   */
  forward(ids: Tensor, options: { offset?: number } = {}): Tensor {
    let x = this.wE.forward(ids).add(this.wPos.forward(ids, options)); // [batch, seq, dModel]
    for (const block of this.blocks) x = block.forward(x);
    return this.lnFinal.forward(x).matmul(this.wU).add(this.bU);
  }
}

/** The causal mask, which the published files hold as a buffer. */
const MASK_BUFFER = /^h\.\d+\.attn\.(bias|masked_bias)$/;

/**
 * Exercise `gpt2-model`: a GPT-2 with the parameters of a checkpoint under the names of Hugging Face's `GPT2Model`.
 *
 * Their `Conv1D` stores `[in, out]`; `c_attn` holds queries, keys and values side by side, each with its heads side by
 * side.
 *
 * @throws RangeError naming a key that is missing or unknown
 */
export function fromHuggingFaceState(state: Record<string, NDArray>, config: GPT2Config): GPT2 {
  const { numLayers, numHeads } = config;
  const unused = new Set(Object.keys(state).filter((key) => !MASK_BUFFER.test(key)));
  const take = (key: string): Tensor => {
    const array = state[key];
    if (array === undefined) throw new RangeError(`the checkpoint has no ${key}`);
    unused.delete(key);
    return tensor(array.data, array.shape);
  };
  const own: StateDict = {};
  const copy = (name: string, key: string, parts = ['weight', 'bias']): void => {
    for (const part of parts) own[`${name}.${part}`] = take(`${key}.${part}`);
  };

  copy('wE', 'wte', ['weight']);
  copy('wPos', 'wpe', ['weight']);
  copy('lnFinal', 'ln_f');
  for (let i = 0; i < numLayers; i++) {
    const [block, h] = [`blocks.${i}`, `h.${i}`];
    copy(`${block}.ln1`, `${h}.ln_1`);
    copy(`${block}.ln2`, `${h}.ln_2`);
    const w = rearrange(
      take(`${h}.attn.c_attn.weight`),
      'dModel (three numHeads dHead) -> three numHeads dModel dHead',
      { three: 3, numHeads },
    );
    const b = rearrange(take(`${h}.attn.c_attn.bias`), '(three numHeads dHead) -> three numHeads dHead', {
      three: 3,
      numHeads,
    });
    for (const [part, letter] of ['Q', 'K', 'V'].entries()) {
      own[`${block}.attn.w${letter}`] = w.slice(part);
      own[`${block}.attn.b${letter}`] = b.slice(part);
    }
    own[`${block}.attn.wO`] = rearrange(
      take(`${h}.attn.c_proj.weight`),
      '(numHeads dHead) dModel -> numHeads dHead dModel',
      { numHeads },
    );
    own[`${block}.attn.bO`] = take(`${h}.attn.c_proj.bias`);
    own[`${block}.mlp.wIn`] = take(`${h}.mlp.c_fc.weight`);
    own[`${block}.mlp.bIn`] = take(`${h}.mlp.c_fc.bias`);
    own[`${block}.mlp.wOut`] = take(`${h}.mlp.c_proj.weight`);
    own[`${block}.mlp.bOut`] = take(`${h}.mlp.c_proj.bias`);
  }
  if (unused.size > 0) throw new RangeError(`the checkpoint has unknown keys: ${[...unused].join(', ')}`);

  const model = new GPT2(config);
  model.loadStateDict(own);
  return model;
}
