import { type NDArray, notImplemented } from '@dawnbook/grader';
import { Module, type Tensor } from '@dawnbook/tensor';
import type { Embedding } from './embedding.ts';
import type { LayerNorm } from './layer-norm.ts';
import type { LearnedPositions } from './learned-positions.ts';

/** Sizes of a {@link GPT2}; its heads are dModel/numHeads wide, its MLPs 4·dModel. */
export interface GPT2Config {
  readonly vocabSize: number;
  readonly contextLength: number;
  readonly dModel: number;
  readonly numLayers: number;
  readonly numHeads: number;
  readonly seed?: number;
}

/**
 * GPT-2: token and position embeddings, pre-norm blocks `blocks.0`, … with `ln1`, `attn`, `ln2` and `mlp`, a last norm, and
 * the token embedding once more, transposed. About 40 lines with the block.
 *
 * Handout: README.md#gpt2-model
 */
export class GPT2 extends Module {
  readonly wE: Embedding;
  readonly wPos: LearnedPositions;
  /** The blocks; write a class for them. */
  readonly blocks: readonly Module[];
  readonly lnFinal: LayerNorm;
  /** `[vocab]`, zeros: not a parameter, as GPT-2 has no such bias. */
  readonly bU: Tensor;

  constructor(config: GPT2Config) {
    super();
    throw notImplemented('gpt2-model');
  }

  /** `[dModel, vocab]`, the transposed token embedding: the same parameter. */
  get wU(): Tensor {
    throw notImplemented('gpt2-model');
  }

  /**
   * @param ids - i32 `[batch, seq]`
   * @param options - `offset`: the position of the first token, 0 by default
   * @returns logits `[batch, seq, vocab]`
   */
  forward(ids: Tensor, options: { offset?: number } = {}): Tensor {
    throw notImplemented('gpt2-model');
  }
}

/**
 * A GPT-2 with the parameters of a checkpoint under its published names. About 40 lines.
 *
 * Handout: README.md#gpt2-model
 *
 * @throws RangeError naming a key that is missing or unknown
 */
export function fromHuggingFaceState(state: Record<string, NDArray>, config: GPT2Config): GPT2 {
  throw notImplemented('gpt2-model');
}
