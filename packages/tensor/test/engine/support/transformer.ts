/** A transformer language model in plain tensor operations: what the engine is for. */
import { noGrad, Parameter, type Tensor, zeros } from '../../../src/index.ts';

export interface ModelConfig {
  readonly vocab: number;
  readonly context: number;
  readonly dModel: number;
  readonly numHeads: number;
  readonly layers: number;
}

export type Weights = Readonly<Record<string, Parameter>>;

export function softmax(x: Tensor): Tensor {
  const e = x.sub(x.max(-1, true)).exp();
  return e.div(e.sum(-1, true));
}

export function rmsNorm(x: Tensor, weight: Tensor): Tensor {
  return x.div(x.square().mean(-1, true).add(1e-5).sqrt()).mul(weight);
}

function linear(x: Tensor, weight: Tensor): Tensor {
  return x.matmul(weight.transpose(0, 1));
}

/** One pre-norm block: [batch, seq, dModel] to the same. */
export function block(x: Tensor, p: Weights, prefix: string, numHeads: number): Tensor {
  const [batch, seq, dModel] = x.shape as [number, number, number];
  const heads = (y: Tensor): Tensor => y.reshape([batch, seq, numHeads, dModel / numHeads]).transpose(1, 2);
  const h = rmsNorm(x, p[`${prefix}norm1`]!);
  const [q, k, v] = ['q', 'k', 'v'].map((name) => heads(linear(h, p[prefix + name]!))) as [
    Tensor,
    Tensor,
    Tensor,
  ];
  const scores = q.matmul(k.transpose(-1, -2)).mul(1 / Math.sqrt(dModel / numHeads));
  const future = zeros([seq, seq]).add(1).triu(1).gt(0);
  const attended = softmax(scores.maskedFill(future, -Infinity)).matmul(v);
  const y = x.add(linear(attended.transpose(1, 2).reshape(x.shape), p[`${prefix}o`]!));
  const up = linear(rmsNorm(y, p[`${prefix}norm2`]!), p[`${prefix}up`]!).add(p[`${prefix}up.bias`]!);
  return y.add(linear(up.mul(up.sigmoid()), p[`${prefix}down`]!));
}

/** Logits, [batch, seq, vocab]. */
export function forward(p: Weights, ids: Tensor, { layers, numHeads }: ModelConfig): Tensor {
  let x = p['tokens']!.indexSelect(0, ids).add(p['positions']!);
  for (let i = 0; i < layers; i++) x = block(x, p, `${i}.`, numHeads);
  return linear(rmsNorm(x, p['norm']!), p['head']!);
}

/** Mean cross-entropy of the targets. */
export function crossEntropy(logits: Tensor, targets: Tensor): Tensor {
  const picked = logits.gather(-1, targets.unsqueeze(-1)).squeeze(-1);
  return logits.logsumexp(-1).sub(picked).mean();
}

export interface AdamWOptions {
  readonly lr: number;
  readonly betas: readonly number[];
  readonly eps: number;
  readonly weightDecay: number;
}

/** AdamW (Loshchilov and Hutter 2019), as PyTorch computes it. */
export class AdamW {
  #step = 0;
  readonly #state: { readonly p: Parameter; readonly m: Tensor; readonly v: Tensor }[];
  readonly #options: AdamWOptions;

  constructor(parameters: readonly Parameter[], options: AdamWOptions) {
    this.#state = parameters.map((p) => ({ p, m: zeros(p.shape), v: zeros(p.shape) }));
    this.#options = options;
  }

  /** The tensors that have new values; what is to be computed at the end of a step. */
  step(lr = this.#options.lr): Tensor[] {
    const { betas, eps, weightDecay } = this.#options;
    const [beta1, beta2] = betas as [number, number];
    this.#step++;
    return noGrad(() =>
      this.#state.flatMap(({ p, m, v }) => {
        const g = p.grad!;
        m.assign(m.mul(beta1).add(g.mul(1 - beta1)));
        v.assign(v.mul(beta2).add(g.square().mul(1 - beta2)));
        const mHat = m.div(1 - beta1 ** this.#step);
        const vHat = v.div(1 - beta2 ** this.#step);
        p.assign(p.mul(1 - lr * weightDecay).sub(mHat.mul(lr).div(vHat.sqrt().add(eps))));
        p.grad = null;
        return [p, m, v];
      }),
    );
  }
}
