/** Mistakes that students make, and the words that help: what was wrong, where, and what would be right. */
import { afterAll, describe, expect, test } from 'vitest';
import {
  arange,
  concat,
  coordinate,
  einsum,
  IndexError,
  linspace,
  Module,
  noGrad,
  Parameter,
  rearrange,
  reduce,
  repeat,
  ShapeError,
  stack,
  tensor,
  type Tensor,
  TensorError,
  truncatedNormal,
  zeros,
} from '../../src/index.ts';
import { type Ending, runScript, sourceFolder } from '../support.ts';

const x = (...shape: number[]): Tensor => zeros(shape);
const ids = (...values: number[]): Tensor => tensor(Int32Array.from(values));

class Net extends Module {
  readonly weight = new Parameter(x(2, 3));
  readonly bias = new Parameter(x(2));
}

interface Mistake {
  readonly error: new (...args: never[]) => Error;
  /** Each of them stands in the message. */
  readonly says: readonly string[];
  readonly make: () => unknown;
}

const MISTAKES: Record<string, Mistake> = {
  ...Object.fromEntries(
    [new Int16Array(2), new Int8Array(2), new Uint8ClampedArray(2), new BigInt64Array(2)].map(
      (array): [string, Mistake] => [
        `a tensor of ${array.constructor.name}`,
        {
          make: () => tensor(array as unknown as Float32Array),
          error: TensorError,
          says: [array.constructor.name, 'Float32Array, Float64Array', 'Int32Array', 'Uint8Array'],
        },
      ],
    ),
  ),
  'coordinates along no axis': {
    make: () => coordinate([2, 3], 5),
    error: ShapeError,
    says: ['coordinate', 'dim 5 does not exist in shape [2, 3]', '-2 to 1'],
  },
  'linspace of a negative count': {
    make: () => linspace(0, 1, -1),
    error: RangeError,
    says: ['linspace: count -1 is not a whole number of at least 0'],
  },
  'linspace of a fractional count': {
    make: () => linspace(0, 1, 2.5),
    error: RangeError,
    says: ['linspace: count 2.5'],
  },
  'arange without an end': {
    make: () => arange(0, Infinity),
    error: RangeError,
    says: ['arange: from 0 to Infinity in steps of 1 is not finite'],
  },
  'split into nothing': {
    make: () => x(4).split(0),
    error: RangeError,
    says: ['split: size 0 is not a whole number above 0'],
  },
  'a fractional pad': {
    make: () => x(4).pad(0, 0.5, 1),
    error: RangeError,
    says: ['pad: 0.5 before and 1 after are not whole numbers'],
  },
  'adding up bool': {
    make: () => zeros([3], { dtype: 'bool' }).scatterAdd(0, ids(0, 0), tensor([true, true])),
    error: TensorError,
    says: ['scatterAdd adds numbers, not bool', 'to()'],
  },
  'gather from an axis without elements': {
    make: () => x(0, 3).gather(0, x(1, 3).to('i32')),
    error: IndexError,
    says: ['gather', 'axis 0 of shape [0, 3] has no positions'],
  },
  'matmul of shapes that do not fit': {
    make: () => x(2, 3).matmul(x(4, 5)),
    error: ShapeError,
    says: ['matmul', '[2, 3]', 'length 3', '[4, 5]', '4', 'must be equal'],
  },
  'matmul without the transpose': {
    make: () => x(8, 3).matmul(x(5, 3)),
    error: ShapeError,
    says: ['matmul', '[8, 3]', '[5, 3]', 'transpose the right one', 'b.transpose(-2, -1) has shape [3, 5]'],
  },
  'matmul with a number': {
    make: () => x(2, 3).matmul(x()),
    error: ShapeError,
    says: ['matmul', 'both sides need an axis', 'use mul()'],
  },
  'matmul of batches that do not broadcast': {
    make: () => x(2, 4, 3).matmul(x(5, 3, 4)),
    error: ShapeError,
    says: ['matmul', '[2]', '[5]', 'do not broadcast'],
  },
  'adding shapes that do not broadcast': {
    make: () => x(4, 3).add(x(4)),
    error: ShapeError,
    says: ['add', '[4, 3] and [4]', 'axis -1', '3', '4', 'equal or 1, counted from the right'],
  },
  'an axis that does not exist': {
    make: () => x(2, 3).sum(2),
    error: ShapeError,
    says: ['sum', 'dim 2', '[2, 3]', '-2 to 1'],
  },
  'an axis given twice': {
    make: () => x(2, 3).sum([1, -1]),
    error: ShapeError,
    says: ['sum', 'axis 1', '[2, 3]', 'twice', '[1, -1]'],
  },
  'a reshape that does not fit': {
    make: () => x(2, 6).reshape([5, -1]),
    error: ShapeError,
    says: ['reshape', '[2, 6]', '12 elements', '[5, -1]'],
  },
  'an order that leaves out an axis': {
    make: () => x(2, 3, 4).permute([0, 2]),
    error: ShapeError,
    says: ['permute', '[0, 2]', '3 axes', '[2, 3, 4]'],
  },
  'squeezing a longer axis': {
    make: () => x(2, 3).squeeze(1),
    error: ShapeError,
    says: ['squeeze', 'axis 1', '[2, 3]', 'length 3, not 1'],
  },
  'stretching an axis that is not 1': {
    make: () => x(2, 3).broadcastTo([2, 6]),
    error: ShapeError,
    says: ['broadcastTo', '[2, 3]', '[2, 6]', 'equal or 1'],
  },
  'a position outside of an axis': {
    make: () => x(2, 3).slice(null, 3),
    error: ShapeError,
    says: ['slice', 'position 3', 'axis 1', '[2, 3]'],
  },
  'a part outside of an axis': {
    make: () => x(2, 5).narrow(1, 3, 4),
    error: ShapeError,
    says: ['narrow', '4 elements from 3', 'axis 1', '[2, 5]', '5'],
  },
  'parts that do not add up': {
    make: () => x(2, 5).split([2, 2], 1),
    error: ShapeError,
    says: ['split', '[2, 2]', 'do not add up to 5', 'axis 1', '[2, 5]'],
  },
  'joining nothing': { make: () => concat([]), error: ShapeError, says: ['concat', 'no tensor'] },
  'stacking nothing': { make: () => stack([]), error: ShapeError, says: ['stack', 'no tensor'] },
  'joining along the wrong axis': {
    make: () => concat([x(2, 3), x(2, 4)], 0),
    error: ShapeError,
    says: ['concat', '[2, 3]', '[2, 4]', 'more than axis 0'],
  },
  'the maximum of nothing': {
    make: () => x(3, 0).max(1),
    error: ShapeError,
    says: ['max', 'no element', '[3, 0]'],
  },
  'rows of different lengths': {
    make: () => tensor([[1, 2], [3]]),
    error: ShapeError,
    says: ['tensor', 'nested arrays', '[2, 2]'],
  },
  'values that do not fill the shape': {
    make: () => tensor([1, 2, 3], [2, 2]),
    error: ShapeError,
    says: ['tensor', '3 values', '[2, 2]', '4'],
  },
  'something that is no number': {
    make: () => tensor(['a'] as never),
    error: TensorError,
    says: ['tensor', 'a is neither a number nor a boolean'],
  },
  'a shape that is none': {
    make: () => zeros([2, -1]),
    error: ShapeError,
    says: ['[2, -1]', 'is no shape', 'at least 0'],
  },
  'an index of floats': {
    make: () => x(5, 2).indexSelect(0, tensor([1, 2])),
    error: TensorError,
    says: ['indexSelect', 'f32', 'must be i32 or u32'],
  },
  'an index of another rank': {
    make: () => x(5, 2).gather(1, ids(1, 0)),
    error: ShapeError,
    says: ['gather', '[2]', '[5, 2]', 'as many axes'],
  },
  'bits of floats': {
    make: () => x(2).bitAnd(1),
    error: TensorError,
    says: ['bitAnd', 'i32 or u32, not f32'],
  },
  'logic on numbers': {
    make: () => x(2).logicalAnd(x(2)),
    error: TensorError,
    says: ['logicalAnd', 'bool, not f32', 'x.ne(0)'],
  },
  'backward without a reduction': {
    make: () => tensor([1, 2], undefined, { requiresGrad: true }).mul(2).backward(),
    error: ShapeError,
    says: ['backward', '[2]', 'reduce it to one number first', 'sum() or mean()'],
  },
  'a gradient of another shape': {
    make: () =>
      tensor([1, 2], undefined, { requiresGrad: true })
        .mul(2)
        .backward(tensor([1])),
    error: ShapeError,
    says: ['backward', '[1]', '[2]', 'must be equal'],
  },
  'backward of what needs no gradient': {
    make: () => x(1).sum().backward(),
    error: TensorError,
    says: ['backward', 'requires no gradient', 'requiresGrad', 'noGrad', 'detach()'],
  },
  'backward through rounding': {
    make: () => tensor([1.5], undefined, { requiresGrad: true }).floor().mul(2).sum().backward(),
    error: TensorError,
    says: ['backward', 'requires no gradient', 'floor', 'not differentiable'],
  },
  'backward twice': {
    make: () => {
      const loss = tensor([1, 2], undefined, { requiresGrad: true }).exp().sum();
      loss.backward();
      loss.backward();
    },
    error: TensorError,
    says: ['differentiated before', 'Compute the result again', 'retainGraph: true'],
  },
  'gradients of integers': {
    make: () => new Parameter(ids(1, 2)),
    error: TensorError,
    says: ['requiresGrad', 'i32 has no gradients', 'f32'],
  },
  'using what was freed': {
    make: () => {
      const freed = x(2, 3);
      freed.dispose();
      return freed.add(1);
    },
    error: TensorError,
    says: ['[2, 3]', 'was freed'],
  },
  'assigning another shape': {
    make: () => new Parameter(x(2, 3)).assign(x(3, 2)),
    error: ShapeError,
    says: ['assign', '[2, 3]', '[3, 2]'],
  },
  'an asynchronous noGrad': {
    make: () => noGrad(async () => await Promise.resolve(1)),
    error: TypeError,
    says: ['noGrad', 'asynchronous', 'await outside'],
  },
  'a state dict without a name': {
    make: () => new Net().loadStateDict({ weight: x(2, 3) }),
    error: TensorError,
    says: ['loadStateDict', 'missing: bias'],
  },
  'a state dict with another name': {
    make: () => new Net().loadStateDict({ weight: x(2, 3), bias: x(2), gamma: x(2) }),
    error: TensorError,
    says: ['loadStateDict', 'unknown: gamma'],
  },
  'a state dict with another shape': {
    make: () => new Net().loadStateDict({ weight: x(3, 2), bias: x(2) }),
    error: ShapeError,
    says: ['loadStateDict', 'weight', '[2, 3]', '[3, 2]'],
  },
  'an expectation about lengths': {
    make: () => {
      const axes = {};
      x(2, 8).expect('batch dModel', axes);
      x(2, 9).expect('batch dModel', axes);
    },
    error: ShapeError,
    says: ["'batch dModel'", '[2, 9]', 'axis 1', 'length 9', 'dModel = 8'],
  },
  'an expectation about axes': {
    make: () => x(2, 8).expect('batch seq dModel'),
    error: ShapeError,
    says: ["'batch seq dModel'", '[2, 8]', '3 axes', '2'],
  },
  'einsum: a length that contradicts': {
    make: () => einsum('b d, d e -> b e', x(2, 3), x(4, 5)),
    error: ShapeError,
    says: ['einsum', 'd e', '[4, 5]', 'length 4', 'd = 3'],
  },
  'einsum: another number of tensors': {
    make: () => einsum('b d, d e -> b e', x(2, 3)),
    error: ShapeError,
    says: ['einsum', '2 tensors are named and 1 given', 'b d, d e -> b e'],
  },
  'einsum: a name from nowhere': {
    make: () => einsum('b d -> b e', x(2, 3)),
    error: ShapeError,
    says: ['einsum', 'e is only on the right', "'b d -> b e'"],
  },
  'einsum: letters without spaces': {
    make: () => einsum('bd,de->be', x(2, 3), x(3, 4)),
    error: ShapeError,
    says: ['einsum', "'bd'", 'the pattern has 1 axes, the shape 2'],
  },
  'rearrange: no arrow': {
    make: () => rearrange(x(2, 3), 'a b'),
    error: ShapeError,
    says: ['rearrange', "'a b'", 'needs one ->'],
  },
  'rearrange: a name that is lost': {
    make: () => rearrange(x(2, 3), 'a b -> a'),
    error: ShapeError,
    says: ['rearrange', 'b is only on the left', "'a b -> a'"],
  },
  'rearrange: lengths that cannot be told': {
    make: () => rearrange(x(2, 12), 'b (h d) -> b h d'),
    error: ShapeError,
    says: ['rearrange', 'h and d', 'axis 1', 'all but one must be given'],
  },
  'rearrange: heads that do not divide': {
    make: () => rearrange(x(2, 12), 'b (h d) -> b h d', { h: 5 }),
    error: ShapeError,
    says: ['rearrange', 'axis 1 of length 12', 'not divisible by 5'],
  },
  'rearrange: a parenthesis without its partner': {
    make: () => rearrange(x(2, 12), 'b (h d -> b h d', { h: 3 }),
    error: ShapeError,
    says: ['rearrange', '( without its )'],
  },
  'rearrange: a misspelt length': {
    make: () => rearrange(x(2, 12), 'b (h d) -> b h d', { h: 3, heads: 3 }),
    error: ShapeError,
    says: ['rearrange', 'heads', 'is given'],
  },
  'repeat: how often': {
    make: () => repeat(x(2), 'a -> a b'),
    error: ShapeError,
    says: ['repeat', 'the length of b is not given'],
  },
  'reduce: the wrong shape': {
    make: () => reduce(x(2, 3), 'a b c -> a', 'sum'),
    error: ShapeError,
    says: ['reduce', '3 axes', '[2, 3]', '2'],
  },
  'bounds in the wrong order': {
    make: () => truncatedNormal([2], { seed: 1, low: 1, high: -1 }),
    error: RangeError,
    says: ['truncatedNormal', 'low < high', 'low 1', 'high -1'],
  },
  'a number of many elements': {
    make: () => x(2, 3).item(),
    error: ShapeError,
    says: ['item', '[2, 3]', '6 elements, not 1'],
  },
};

const said: string[] = [];
afterAll(() => {
  const head = ['| mistake | what the engine says |', '| --- | --- |'];
  process.stdout.write(`\n${[...head, ...said].join('\n')}\n\n`);
});

test.each(Object.entries(MISTAKES))('%s', async (name, { make, error, says }) => {
  const thrown: unknown = await (async () => await make())().then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(error);
  for (const words of says) expect((thrown as Error).message).toContain(words);
  said.push(`| ${name} | ${(thrown as Error).message.replaceAll('\n', ' ')} |`);
  // The mistake is shown where it was made, and in one line or a few.
  expect((thrown as Error).message.length).toBeLessThan(400);
});

/** Runs a program of its own, with settings in the environment. */
async function program(body: string, environment: Record<string, string>): Promise<Ending> {
  const script = `const T = await import(${JSON.stringify(`${sourceFolder}/index.ts`)});\n${body}`;
  return await runScript(script, { environment });
}

describe('in the environment', () => {
  test('an unknown backend: which there are', async () => {
    const { code, stderr } = await program('await T.tensor([1]).add(1).data();', {
      DAWNBOOK_BACKEND: 'cuda',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('DAWNBOOK_BACKEND=cuda is not known; backends are webgpu, reference');
  });

  test('no such adapter: which there are', async () => {
    const { code, stderr } = await program('await T.tensor([1]).add(1).data();', {
      DAWNBOOK_ADAPTER: 'voodoo',
    });
    expect(code).toBe(1);
    expect(stderr).toContain('voodoo');
    expect(stderr).toMatch(/SwiftShader/i);
  });

  test('the reference backend does the same without a device', async () => {
    const { stdout } = await program('console.log(await T.tensor([1, 2]).exp().log().array());', {
      DAWNBOOK_BACKEND: 'reference',
      DAWNBOOK_ADAPTER: 'voodoo',
    });
    expect(stdout.trim()).toBe('[ 1, 2 ]');
  });
});

describe('with DAWNBOOK_CHECK=1', () => {
  const CHECKED = { DAWNBOOK_CHECK: '1' };

  test('the logarithm of 0: the operation, and the line that asked for it', async () => {
    const body = `
      const probabilities = T.tensor([0.5, 0, 0.25]);
      const logs = probabilities.log();
      const loss = logs.mul(2).sum();
      console.log(await loss.item());
    `;
    const { code, stderr } = await program(body, CHECKED);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /log of shape \[3\] is the first to give NaN or an infinity, asked for at .*script\.ts:5:\d+/,
    );
  });

  test.each([10, 50_256, -3, 2 ** 30, 2 ** 31 - 1, -(2 ** 31)])(
    'a token id that is out of range: the operation, id %d, the length and the line',
    async (id) => {
      const body = `
        const table = T.randn([10, 4], { seed: 1 });
        const rows = table.indexSelect(0, T.tensor(Int32Array.of(3, ${id}, 9)));
        console.log(await rows.sum().item());
      `;
      const { code, stderr } = await program(body, CHECKED);
      expect(code).toBe(1);
      expect(stderr).toMatch(
        new RegExp(
          `gather: position ${id} is outside of an axis of length 10, asked for at .*script\\.ts:5:\\d+`,
        ),
      );
    },
  );

  test('a program without mistakes runs as ever', async () => {
    const { stdout, code } = await program(
      `console.log(await T.tensor([1, 2, 4]).log().exp().sum().item());
       const none = T.tensor(new Int32Array(0));
       console.log(await T.tensor([1, 2, 3]).gather(0, none).array(), await none.sum().item());`,
      CHECKED,
    );
    const [sum, nothing] = stdout.split('\n');
    expect([Math.round(Number(sum)), nothing, code]).toEqual([7, '[] 0', 0]);
  });
});

test('the reference backend says which position is outside', async () => {
  const { stderr } = await program(
    'await T.zeros([10, 4]).indexSelect(0, T.tensor(Int32Array.of(3, 10))).data();',
    { DAWNBOOK_BACKEND: 'reference' },
  );
  expect(stderr).toContain(IndexError.name);
  expect(stderr).toContain('position 10 is outside of an axis of length 10');
});
