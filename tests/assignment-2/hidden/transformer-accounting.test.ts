import { expectClose, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';
import { countByName, flopsByProduct, randomSizes } from '../support/accounting-cases.ts';
import { randomArrays, sum } from '../support/arrays.ts';

const twoDecimals = { rtol: 0, atol: 0.02 };

exercise('transformer-accounting', ({ test, run, seed }) => {
  test('parameters of 20 random models', async () => {
    const random = randomArrays(seed);
    for (let round = 0; round < 20; round++) {
      const config = randomSizes(random);
      expectSame(
        await run.countParameters({ config }),
        countByName(config),
        'parameters',
        JSON.stringify(config),
      );
    }
  });

  test('parameters of the variants', async () => {
    const random = randomArrays(seed);
    for (const norm of ['pre', 'post', 'none'] as const) {
      for (const positions of ['rope', 'learned', 'none'] as const) {
        for (const ffn of ['swiglu', 'silu'] as const) {
          const tieEmbeddings = random.int(0, 1) === 1;
          const config = { ...randomSizes(random), norm, positions, ffn, tieEmbeddings };
          expectSame(
            await run.countParameters({ config }),
            countByName(config),
            'parameters',
            JSON.stringify(config),
          );
        }
      }
    }
  });

  test('a width that is not given is the default', async () => {
    const { dFf: _dFf, ...config } = randomSizes(randomArrays(seed));
    const base = { ...config, dModel: 96, numHeads: 4 };
    expectSame(await run.countParameters({ config: base }), countByName({ ...base, dFf: 256 }), 'parameters');
    const silu = { ...base, ffn: 'silu' } as const;
    expectSame(await run.countParameters({ config: silu }), countByName({ ...silu, dFf: 384 }), 'parameters');
  });

  test('operations of 20 random models', async () => {
    const random = randomArrays(seed);
    for (let round = 0; round < 20; round++) {
      const [config, seqLen] = [randomSizes(random), random.int(1, 3000)];
      const flops = await run.forwardFlops({ config, seqLen });
      // Whole numbers, exact up to 2⁵³; the order of additions may matter beyond.
      expectClose(
        Object.values(flops),
        Object.values(flopsByProduct(config, seqLen)),
        { rtol: 1e-12, atol: 0 },
        `FLOPs, ${JSON.stringify(config)}, ${seqLen} tokens`,
      );
    }
    const silu = { ...randomSizes(random), ffn: 'silu' } as const;
    const flops = await run.forwardFlops({ config: silu, seqLen: 10 });
    expectClose(
      flops.ffn,
      flopsByProduct(silu, 10, 2).ffn,
      { rtol: 1e-12, atol: 0 },
      'FLOPs of ffn without a gate',
    );
  });

  test('GPT-2 XL', async () => {
    expectSame(await run.gpt2XlParameters({}), 2_127_057_600, 'gpt2XlParameters');
    expectSame(await run.gpt2XlBytes({}), 8_508_230_400, 'gpt2XlBytes');
    expectSame(await run.gpt2XlFlops({}), 4_513_336_524_800, 'gpt2XlFlops');
  });

  test('shares at four sizes', async () => {
    const shares = await run.flopShares({});
    const expected = {
      small: { ffn: 49.75, qkv: 12.44, output: 4.15, lmHead: 22.61, scores: 5.53, weightedSum: 5.53 },
      medium: { ffn: 59.87, qkv: 14.97, output: 4.99, lmHead: 10.2, scores: 4.99, weightedSum: 4.99 },
      large: { ffn: 64.2, qkv: 16.05, output: 5.35, lmHead: 5.84, scores: 4.28, weightedSum: 4.28 },
      xl: { ffn: 66.91, qkv: 16.73, output: 5.58, lmHead: 3.65, scores: 3.57, weightedSum: 3.57 },
    };
    for (const [size, parts] of Object.entries(expected)) {
      const own = shares[size as keyof typeof expected];
      for (const [part, percent] of Object.entries(parts)) {
        expectClose(own[part as keyof typeof parts], percent, twoDecimals, `flopShares.${size}.${part}`);
      }
      expectClose(sum(Object.values(own)), 100, { rtol: 0, atol: 0.1 }, `sum of flopShares.${size}`);
    }
  });

  test('GPT-2 XL with 16,384 tokens', async () => {
    const { total, factor, attentionShare, ffnShare } = await run.longContext({});
    expectSame(total, 149_522_795_724_800, 'longContext.total');
    expectClose(factor, 33.13, twoDecimals, 'longContext.factor');
    expectClose(attentionShare, 55.15, twoDecimals, 'longContext.attentionShare');
    expectClose(ffnShare, 32.32, twoDecimals, 'longContext.ffnShare');
  });
});
