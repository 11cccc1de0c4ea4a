import { notImplemented } from '@dawnbook/grader';
import { Tensor } from './tensor.ts';

/** A tensor that training changes: it requires a gradient. Finished. */
export class Parameter extends Tensor {
  constructor(value: Tensor) {
    super(value.arr, { requiresGrad: true });
  }
}

/**
 * Base class of models. The parameters of a module are its properties that are a {@link Parameter}, a module, or a list
 * of these. About 25 lines.
 *
 * Handout: README.md#module-linear
 */
export class Module {
  /**
   * Names and parameters: the module's own ones first, in the order of its properties, then those of its children.
   * Names are joined by dots: `layers.0.weight`. What can be reached in two ways comes once, under its first name.
   */
  namedParameters(): [name: string, parameter: Parameter][] {
    throw notImplemented('module-linear');
  }

  /** The parameters, in the order of {@link namedParameters}. */
  parameters(): Parameter[] {
    throw notImplemented('module-linear');
  }
}

/** Options of a linear layer. */
export interface LinearOptions {
  /** Whether a bias is added. Default: true. */
  readonly bias?: boolean;
  readonly seed: number;
}

/**
 * A linear layer, y = x Wᵀ + b. All parameters are uniform in ±1/√inFeatures at first; `uniform` of `random.ts` gives
 * numbers in [0, 1) for a seed. About 25 lines.
 *
 * Handout: README.md#module-linear
 */
export class Linear extends Module {
  /** `[outFeatures, inFeatures]` */
  declare readonly weight: Parameter;
  /** `[outFeatures]`; `null` without a bias */
  declare readonly bias: Parameter | null;

  constructor(inFeatures: number, outFeatures: number, options: LinearOptions) {
    super();
    throw notImplemented('module-linear');
  }

  /** `[..., inFeatures]` → `[..., outFeatures]`. */
  forward(x: Tensor): Tensor {
    throw notImplemented('module-linear');
  }
}
