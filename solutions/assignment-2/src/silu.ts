import type { Tensor } from '@dawnbook/tensor';

/** Exercise `silu`: x·σ(x), element by element (Elfwing et al. 2017). */
export function silu(x: Tensor): Tensor {
  return x.mul(x.sigmoid());
}
