/** Modules and parameters: names, ties, and state dicts. */
import { describe, expect, test } from 'vitest';
import { Module, Parameter, randn, tensor, type Tensor, zeros } from '../../src/index.ts';

class Linear extends Module {
  readonly weight: Parameter;
  readonly bias: Parameter | undefined;

  constructor(dIn: number, dOut: number, seed: number, bias = false) {
    super();
    this.weight = new Parameter(randn([dOut, dIn], { seed }));
    this.bias = bias ? new Parameter(zeros([dOut])) : undefined;
  }

  forward(x: Tensor): Tensor {
    return x.matmul(this.weight.transpose(0, 1));
  }
}

class Model extends Module {
  readonly layers: Linear[];
  readonly scale = new Parameter(tensor([1]));
  readonly embedding = new Linear(3, 5, 1);
  readonly head = new Linear(3, 5, 2);
  readonly norms = [[new Parameter(tensor([1, 1]))], [new Parameter(tensor([2]))]];
  readonly notLearned = zeros([7]);
  readonly name = 'a model';

  constructor(tied: boolean) {
    super();
    this.layers = [new Linear(3, 3, 3, true), new Linear(3, 3, 4)];
    if (tied) Object.assign(this.head, { weight: this.embedding.weight });
  }
}

const names = (module: Module): string[] => Array.from(module.namedParameters(), ([name]) => name);

describe('names', () => {
  test('follow properties and positions; own parameters first', () => {
    expect(names(new Model(false))).toEqual([
      'scale',
      'layers.0.weight',
      'layers.0.bias',
      'layers.1.weight',
      'embedding.weight',
      'head.weight',
      'norms.0.0',
      'norms.1.0',
    ]);
  });

  test('a tied parameter comes once, by its first name, and counts once', () => {
    const tied = new Model(true);
    expect(names(tied)).not.toContain('head.weight');
    expect(tied.parameters()).toHaveLength(7);
    expect(tied.numParameters).toBe(1 + 15 + 2 + 1 + 9 + 3 + 9);
    expect(new Model(false).numParameters).toBe(tied.numParameters + 15);
  });

  test('modules that refer to each other end', () => {
    const model = Object.assign(new Model(false), { parent: undefined as Module | undefined });
    model.parent = model;
    expect(names(model)).toHaveLength(8);
  });
});

test('a tied parameter gets the gradient of all of its uses', async () => {
  const model = new Model(true);
  const x = tensor([[1, 2, 3]]);
  model.embedding
    .forward(x)
    .sum()
    .add(model.head.forward(x.mul(10)).sum())
    .backward();
  expect(await model.embedding.weight.grad!.array()).toEqual(Array.from({ length: 5 }, () => [11, 22, 33]));
  model.zeroGrad();
  expect(model.head.weight.grad).toBeNull();
});

describe('state dicts', () => {
  test('go from one model to another', async () => {
    const [from, to] = [new Model(false), new Model(false)];
    await from.scale.assign(tensor([42])).data();
    to.loadStateDict(from.stateDict());
    for (const [name, parameter] of to.namedParameters()) {
      expect(await parameter.array()).toEqual(await from.stateDict()[name]!.array());
    }
    expect(await to.scale.array()).toEqual([42]);
    expect(to.scale.requiresGrad).toBe(true);
  });

  test('values carry no gradients', () => {
    expect(Object.values(new Model(false).stateDict()).some(({ requiresGrad }) => requiresGrad)).toBe(false);
  });

  test('two models that were loaded from the same values learn apart', async () => {
    const [a, b] = [new Model(false), new Model(false)];
    b.loadStateDict(a.stateDict());
    const before = await a.head.weight.array();
    b.head.weight.assign(b.head.weight.detach().mul(2));
    await b.head.weight.data();
    const others = Array.from({ length: 4 }, (_each, i) =>
      randn([5, 3], { seed: 50 + i })
        .mul(2)
        .data(),
    );
    await Promise.all(others);
    expect(await a.head.weight.array()).toEqual(before);
  });

  const state = (): Record<string, Tensor> => ({ ...new Model(false).stateDict() });

  test('missing, unknown and misshapen names; nothing changes then', async () => {
    const model = new Model(false);
    const before = await model.scale.array();
    const { scale: _scale, ...without } = state();
    expect(() => model.loadStateDict(without)).toThrow(
      'loadStateDict: the names do not match; missing: scale',
    );
    expect(() => model.loadStateDict({ ...state(), extra: zeros([1]) })).toThrow(
      'loadStateDict: the names do not match; unknown: extra',
    );
    expect(() =>
      model.loadStateDict({ ...state(), scale: tensor([9]), 'head.weight': zeros([3, 5]) }),
    ).toThrow('loadStateDict: head.weight has shape [5, 3], the value [3, 5]');
    expect(await model.scale.array()).toEqual(before);
  });
});

test('parameters are leaves of floating point', () => {
  const p = new Parameter(randn([2], { seed: 1, requiresGrad: true }).mul(3));
  expect([p.isLeaf, p.requiresGrad]).toEqual([true, true]);
  expect(() => new Parameter(tensor(Int32Array.of(1)))).toThrow('a tensor of i32 has no gradients');
});
