import { expectClose, expectSame } from '@dawnbook/grader/suite';
import type { NDArray } from '@dawnbook/grader';
import { exercise } from '../suite.ts';
import { buildSafetensors, type ParsedFile, parseSafetensors } from '../support/safetensors.ts';
import { SMALL_MODEL } from '../support/small-model.ts';

const exactly = { rtol: 0, atol: 0 };

exercise('checkpointing', ({ test, run, seed }) => {
  const config = { ...SMALL_MODEL, seed: Math.abs(seed) };

  const expectEqual = (
    actual: Record<string, NDArray>,
    expected: Record<string, NDArray>,
    what: string,
  ): void => {
    expectSame(Object.keys(actual), Object.keys(expected), `names of ${what}`);
    for (const [name, value] of Object.entries(expected))
      expectClose(actual[name]!, value, exactly, `${what}, ${name}`);
  };

  test('10 steps, saved, loaded into fresh objects, 10 steps: bit by bit as 20 steps', async () => {
    const result = await run.resumeScenario({ config, steps: 20, saveAt: 10 });
    expectClose(result.resumed, result.straight, exactly, 'losses');
    expectEqual(result.resumedParams, result.straightParams, 'parameters');
  });

  test('early on, where the bias correction is large', async () => {
    const { resumed, straight } = await run.resumeScenario({ config, steps: 4, saveAt: 1 });
    expectClose(resumed, straight, exactly, 'losses');
  });

  test('before the first step', async () => {
    const { resumed, straight } = await run.resumeScenario({ config, steps: 2, saveAt: 0 });
    expectClose(resumed, straight, exactly, 'losses');
  });

  test('loading keeps the parameters, so that the optimizer still knows them', async () => {
    expectSame(
      (await run.resumeScenario({ config, steps: 2, saveAt: 1 })).keptParameters,
      true,
      'keptParameters',
    );
  });

  test('any reader of the format reads the file', async () => {
    const { bytes, parameters, files } = await run.checkpointFile({ config, steps: 2 });
    expectSame(files, ['checkpoint.safetensors'], 'files in the folder');
    const { tensors } = parseSafetensors(bytes);
    const names = Object.keys(parameters);
    const expected = ['model', 'optimizer.m', 'optimizer.v'].flatMap((part) =>
      names.map((name) => `${part}.${name}`),
    );
    expectSame(Object.keys(tensors).toSorted(), expected.toSorted(), 'names of the tensors');
    for (const [name, { shape, data }] of Object.entries(parameters)) {
      const saved = tensors[`model.${name}`]!;
      expectSame([saved.dtype, saved.shape], ['F32', [...shape]], `type and shape of ${name}`);
      expectClose(new Float32Array(saved.bytes.buffer), Array.from(data), exactly, `values of ${name}`);
    }
  });

  test('a tied parameter is stored once', async () => {
    const tied = { ...config, tieEmbeddings: true };
    const names = Object.keys(
      parseSafetensors((await run.checkpointFile({ config: tied, steps: 1 })).bytes).tensors,
    );
    expectSame(
      names.filter((name) => /lmHead|tokenEmbeddings/.test(name)).length,
      3,
      'tensors of the tied matrix',
    );
    const { resumed, straight } = await run.resumeScenario({ config: tied, steps: 4, saveAt: 2 });
    expectClose(resumed, straight, exactly, 'losses');
  });

  test('a missing, an unknown and a misshapen tensor: an error that names it, and nothing is loaded', async () => {
    const parsed = parseSafetensors((await run.checkpointFile({ config, steps: 1 })).bytes);
    const other = { ...config, seed: config.seed + 1 };
    const name = 'lnFinal.weight';
    const without = (key: string): ParsedFile => {
      const { [key]: _, ...tensors } = parsed.tensors;
      return { ...parsed, tensors };
    };
    const extra = { dtype: 'F32', shape: [1], bytes: new Uint8Array(4) };
    const cases: [string, ParsedFile, word: string][] = [
      ['a missing parameter', without(`model.${name}`), name],
      ['a missing moment', without(`optimizer.v.${name}`), name],
      [
        'an unknown tensor',
        { ...parsed, tensors: { ...parsed.tensors, 'model.stranger': extra } },
        'stranger',
      ],
      [
        'another shape',
        {
          ...parsed,
          tensors: {
            ...parsed.tensors,
            [`model.${name}`]: { dtype: 'F32', shape: [16], bytes: new Uint8Array(64) },
          },
        },
        name,
      ],
    ];
    for (const [what, file, word] of cases) {
      const { error, before, after } = await run.loadFile({ config: other, bytes: buildSafetensors(file) });
      expectSame(error.includes(word), true, `whether the error about ${what} names it`, `error: ${error}`);
      expectEqual(after, before, `parameters after the error about ${what}`);
    }
  });

  test('a truncated file: an error, and the model is unchanged', async () => {
    const { bytes } = await run.checkpointFile({ config, steps: 1 });
    for (const length of [bytes.length - 1, 300, 3]) {
      const { error, before, after } = await run.loadFile({ config, bytes: bytes.slice(0, length) });
      expectSame(error === '', false, `whether ${length} of ${bytes.length} bytes were accepted`);
      expectEqual(after, before, 'parameters');
    }
  });

  test('saving that fails leaves the old file, and nothing else', async () => {
    const { error, oldFileIsThere, files } = await run.saveFailing({ config });
    expectSame(error === '', false, 'whether a config that is not JSON was accepted');
    expectSame(oldFileIsThere, true, 'whether the old file is there');
    expectSame(files, ['checkpoint.safetensors'], 'files in the folder');
  });
});
