import { arange, submit, type Tensor, tensor, zeros } from '@dawnbook/tensor';
import type { LayerCache } from './layer-cache.ts';
import type { TransformerConfig } from './transformer-config.ts';

/** What of a configuration the buffers follow from. */
const SIZES = ['numLayers', 'numHeads', 'dModel', 'contextLength'] as const;

/**
 * Keys and values of the tokens that a model has seen, so that a new token costs one position and not all of them. The
 * buffers have room for the whole context from the beginning: no shape, and so no kernel, depends on how full they are.
 */
export class KVCache implements Disposable {
  readonly batch: number;
  readonly config: TransformerConfig;
  /** For each layer `[batch, numHeads, contextLength, dHead]`. */
  readonly #keys: readonly Tensor[];
  readonly #values: readonly Tensor[];
  #length: number;

  private constructor(
    config: TransformerConfig,
    batch: number,
    keys: Tensor[],
    values: Tensor[],
    length: number,
  ) {
    this.config = config;
    this.batch = batch;
    this.#keys = keys;
    this.#values = values;
    this.#length = length;
  }

  /** An empty cache for `batch` sequences. */
  static create(config: TransformerConfig, batch: number): KVCache {
    const { numLayers, numHeads, contextLength, dModel } = config;
    const buffers = (): Tensor[] =>
      Array.from({ length: numLayers }, () => zeros([batch, numHeads, contextLength, dModel / numHeads]));
    return new KVCache(config, batch, buffers(), buffers(), 0);
  }

  /** Number of tokens in it. */
  get length(): number {
    return this.#length;
  }

  /** A new cache whose row i is a copy of row `indices[i]`: beams that go on, and those that went on twice. */
  select(indices: readonly number[]): KVCache {
    const bad = indices.find((index) => !Number.isInteger(index) || index < 0 || index >= this.batch);
    if (bad !== undefined) throw new RangeError(`KVCache.select: there is no row ${bad} among ${this.batch}`);
    const rows = tensor(Int32Array.from(indices));
    const [keys, values] = [this.#keys, this.#values].map((buffers) =>
      buffers.map((buffer) => buffer.indexSelect(0, rows)),
    ) as [Tensor[], Tensor[]];
    submit(...keys, ...values);
    return new KVCache(this.config, indices.length, keys, values, this.#length);
  }

  /** Forgets all tokens; the buffers are used again. */
  clear(): void {
    this.#length = 0;
  }

  /** @throws RangeError if a model of this configuration cannot continue `batch` sequences by `numNew` tokens with it */
  check(config: TransformerConfig, batch: number, numNew: number): void {
    for (const name of SIZES) {
      if (config[name] === this.config[name]) continue;
      throw new RangeError(`this cache is for ${name} ${this.config[name]}, the model has ${config[name]}`);
    }
    if (batch !== this.batch)
      throw new RangeError(`this cache is for ${this.batch} sequences, not for ${batch}`);
    const { contextLength } = config;
    if (this.#length + numNew > contextLength) {
      throw new RangeError(
        `${this.#length} cached and ${numNew} new tokens are more than the context length of ${contextLength}`,
      );
    }
  }

  /** @internal The part of layer i, for attention. */
  layer(i: number): LayerCache {
    const { contextLength } = this.config;
    return {
      append: (keys, values) => [this.#put(this.#keys[i]!, keys), this.#put(this.#values[i]!, values)],
      mask: (numNew) => {
        const queries = arange(this.#length, this.#length + numNew).unsqueeze(1); // [numNew, 1]
        return arange(contextLength).le(queries); // free places come after all queries
      },
    };
  }

  /** @internal Called when all layers have seen the new tokens: computes the result and the buffers in one go. */
  advance(numNew: number, logits: Tensor): void {
    this.#length += numNew;
    submit(logits, ...this.#keys, ...this.#values);
  }

  /** Puts new rows behind those that are there. */
  #put(buffer: Tensor, rows: Tensor): Tensor {
    const numNew = rows.shape.at(-2)!;
    const place = arange(this.config.contextLength).sub(this.#length); // of each position among the new rows
    const isNew = place.ge(0).logicalAnd(place.lt(numNew)).unsqueeze(1); // [contextLength, 1]
    const spread = rows.indexSelect(-2, place.clamp(0, numNew - 1)); // [batch, numHeads, contextLength, dHead]
    return buffer.assign(isNew.where(spread, buffer));
  }

  /** Frees the buffers. */
  [Symbol.dispose](): void {
    for (const buffer of [...this.#keys, ...this.#values]) buffer.dispose();
  }
}
