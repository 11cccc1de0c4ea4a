import type { ModelVariants } from './transformer-config.ts';

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
