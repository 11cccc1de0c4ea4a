import { noGrad, type Parameter, submit, type Tensor, zeros } from '@dawnbook/tensor';

/**
 * Scales all gradients by one factor, so that their common ℓ₂ norm is at most `maxNorm` (Pascanu et al. 2013). Gradients
 * whose norm is within the bound stay as they are, bit by bit. Everything happens on the device.
 *
 * @returns the norm before clipping, without axes
 * @throws RangeError if `maxNorm` is not positive
 */
export function clipGradNorm(params: Iterable<Parameter>, maxNorm: number): Tensor {
  if (!(maxNorm > 0)) throw new RangeError(`clipGradNorm: maxNorm is ${maxNorm}; it must be positive`);
  return noGrad(() => {
    const withGrad = [...params].filter((param) => param.grad !== null);
    const squares = withGrad.map((param) => param.grad!.square().sum());
    const norm = squares.reduce((sum, square) => sum.add(square), zeros([])).sqrt();
    const scale = norm.gt(maxNorm).where(norm.add(1e-6).reciprocal().mul(maxNorm), 1);
    for (const param of withGrad) param.grad = param.grad!.mul(scale);
    // Together and now: read after the optimizer has changed the parameters, the norm could no longer be computed.
    submit(norm, ...withGrad.map((param) => param.grad!));
    return norm;
  });
}
