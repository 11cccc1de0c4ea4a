/** Models as trees of named parameters. */
import { ShapeError, TensorError } from '../errors.ts';
import { sameShape, show } from '../shape/shape.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { Parameter } from './parameter.ts';

/** Parameters by name: names follow properties, `layers.0.attn.qProj.weight`. */
export type StateDict = Record<string, Tensor>;

/**
 * Base class of models. Properties that are parameters, modules, or arrays of them are found by their names.
 */
export abstract class Module {
  /** Names and parameters, own ones before those of submodules; a parameter with several names comes once. */
  *namedParameters(): Generator<[name: string, parameter: Parameter]> {
    const seen = new Set<Parameter>();
    for (const [name, parameter] of this.allNames()) {
      if (seen.has(parameter)) continue;
      seen.add(parameter);
      yield [name, parameter];
    }
  }

  /** The parameters, in the order of {@link namedParameters}. */
  parameters(): Parameter[] {
    return Array.from(this.namedParameters(), ([, parameter]) => parameter);
  }

  /** The number of learned numbers. */
  get numParameters(): number {
    return this.parameters().reduce((sum, parameter) => sum + parameter.size, 0);
  }

  /** Drops all gradients. */
  zeroGrad(): void {
    for (const parameter of this.parameters()) parameter.grad = null;
  }

  /** The values of the parameters by name; the tensors are not copies. */
  stateDict(): StateDict {
    return Object.fromEntries(
      Array.from(this.namedParameters(), ([name, parameter]) => [name, parameter.detach()]),
    );
  }

  /**
   * Takes values for all parameters. Nothing changes if something does not fit.
   *
   * @throws TensorError naming parameters that are missing or unknown; ShapeError naming one of another shape
   */
  loadStateDict(state: StateDict): void {
    const own = new Map(this.namedParameters());
    const missing = [...own.keys()].filter((name) => !Object.hasOwn(state, name));
    const unknown = Object.keys(state).filter((name) => !own.has(name));
    if (missing.length > 0 || unknown.length > 0) {
      const parts = [
        missing.length > 0 ? `missing: ${missing.join(', ')}` : '',
        unknown.length > 0 ? `unknown: ${unknown.join(', ')}` : '',
      ];
      throw new TensorError(
        `loadStateDict: the names do not match; ${parts.filter((part) => part !== '').join('; ')}`,
      );
    }
    for (const [name, parameter] of own) {
      const { shape } = state[name]!;
      if (!sameShape(shape, parameter.shape)) {
        throw new ShapeError(
          `loadStateDict: ${name} has shape ${show(parameter.shape)}, the value ${show(shape)}`,
        );
      }
    }
    for (const [name, parameter] of own) parameter.assign(state[name]!.detach().to(parameter.dtype));
  }

  private *allNames(prefix = '', seen = new Set<Module>()): Generator<[string, Parameter]> {
    if (seen.has(this)) return;
    seen.add(this);
    const children: [string, unknown][] = [];
    for (const [name, value] of Object.entries(this)) {
      if (value instanceof Parameter) yield [prefix + name, value];
      else children.push([prefix + name, value]);
    }
    for (const [name, value] of children) yield* within(name, value, seen);

    function* within(name: string, value: unknown, modules: Set<Module>): Generator<[string, Parameter]> {
      if (value instanceof Parameter) yield [name, value];
      else if (value instanceof Module) yield* value.allNames(`${name}.`, modules);
      else if (Array.isArray(value))
        for (const [i, item] of value.entries()) yield* within(`${name}.${i}`, item, modules);
    }
  }
}
