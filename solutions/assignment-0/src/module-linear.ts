import { arr } from './arr.ts';
import { uniform } from './random.ts';
import { Tensor } from './tensor.ts';

/** A tensor that training changes: it requires a gradient. */
export class Parameter extends Tensor {
  constructor(value: Tensor) {
    super(value.arr, { requiresGrad: true });
  }
}

/**
 * Base class of models. The parameters of a module are its properties that are a {@link Parameter}, a module, or a list
 * of these.
 */
export class Module {
  /**
   * Names and parameters: the module's own ones first, in the order of its properties, then those of its children.
   * Names are joined by dots: `layers.0.weight`. What can be reached in two ways comes once, under its first name.
   */
  namedParameters(): [name: string, parameter: Parameter][] {
    const seen = new Set<unknown>();
    const visit = (value: unknown, name: string): [string, Parameter][] => {
      if (typeof value !== 'object' || value === null || seen.has(value)) return [];
      if (value instanceof Parameter) {
        seen.add(value);
        return [[name, value]];
      }
      if (!(value instanceof Module || Array.isArray(value))) return [];
      seen.add(value);
      const parts = Object.entries(value);
      const own = parts.filter(([, part]) => part instanceof Parameter);
      const children = parts.filter(([, part]) => !(part instanceof Parameter));
      return [...own, ...children].flatMap(([key, part]) =>
        visit(part, name === '' ? key : `${name}.${key}`),
      );
    };
    return visit(this, '');
  }

  /** The parameters, in the order of {@link namedParameters}. */
  parameters(): Parameter[] {
    return this.namedParameters().map(([, parameter]) => parameter);
  }
}

/** Options of a linear layer. */
export interface LinearOptions {
  /** Whether a bias is added. Default: true. */
  readonly bias?: boolean;
  readonly seed: number;
}

/**
 * A linear layer, y = x Wᵀ + b. All parameters are uniform in ±1/√inFeatures at first.
 */
export class Linear extends Module {
  /** `[outFeatures, inFeatures]` */
  readonly weight: Parameter;
  /** `[outFeatures]` */
  readonly bias: Parameter | null;

  constructor(inFeatures: number, outFeatures: number, { bias = true, seed }: LinearOptions) {
    super();
    const random = uniform(seed);
    const bound = 1 / Math.sqrt(inFeatures);
    const init = (...shape: number[]): Parameter => {
      const length = shape.reduce((a, b) => a * b);
      return new Parameter(
        new Tensor(
          arr(
            Array.from({ length }, () => bound * (2 * random() - 1)),
            shape,
          ),
        ),
      );
    };
    this.weight = init(outFeatures, inFeatures);
    this.bias = bias ? init(outFeatures) : null;
  }

  /** `[..., inFeatures]` → `[..., outFeatures]`. */
  forward(x: Tensor): Tensor {
    const [outFeatures = 0, inFeatures = 0] = this.weight.shape;
    const leading = x.shape.slice(0, -1);
    const rows = leading.reduce((a, b) => a * b, 1);
    const product = x.reshape([rows, inFeatures]).matmul(this.weight.permute([1, 0]));
    const y = product.reshape([...leading, outFeatures]);
    return this.bias === null ? y : y.add(this.bias);
  }
}
