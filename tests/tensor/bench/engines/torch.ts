/** PyTorch on the CPU, one thread, in a process of its own. */
import { spawn, spawnSync } from 'node:child_process';
import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { CHECKSUM_STRIDE, operands } from '../kernel-work.ts';
import { adamW, listWeights, model } from '../model.ts';
import type { Engine } from './engine.ts';

/** The environment of one thread, for each library that PyTorch may compute with. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/**
 * A Python that has PyTorch.
 *
 * @throws an error with the code `MODULE_NOT_FOUND` if there is none
 */
export function findTorch(): string {
  const pythons = ['python3', '/usr/bin/python3'];
  const found = pythons.find((python) => spawnSync(python, ['-c', 'import torch, numpy']).status === 0);
  if (found === undefined) {
    throw Object.assign(new Error('No python3 has PyTorch.'), { code: 'MODULE_NOT_FOUND' });
  }
  return found;
}

/** Starts the process. It ends with this one, which it keeps alive only while an answer is awaited. */
export function openTorch(python: string): Engine {
  const child = spawn(python, [fileURLToPath(new URL('./pytorch.py', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...ONE_THREAD },
  });
  const input = child.stdin as Socket;
  const output = child.stdout as Socket;
  for (const handle of [child, input, output]) handle.unref();
  const answers = createInterface({ input: output })[Symbol.asyncIterator]();

  const sendLine = (message: object): void => void input.write(`${JSON.stringify(message)}\n`);
  const sendArray = (data: Float32Array | Int32Array, shape: readonly number[]): void => {
    sendLine({ array: shape, dtype: data instanceof Float32Array ? 'float32' : 'int32' });
    input.write(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  };
  const ask = async (command: string, message: object = {}): Promise<number> => {
    sendLine({ command, ...message });
    output.ref();
    const answer = await answers.next();
    output.unref();
    if (answer.done === true) throw new Error(`PyTorch's process ended during ${command}.`);
    return JSON.parse(answer.value) as number;
  };

  return {
    async prepareKernel(work) {
      for (const { data, shape } of operands(work)) sendArray(data, shape);
      await ask('prepareKernel', { operation: work.operation, stride: CHECKSUM_STRIDE });
      return () => ask('runKernel', { repetitions: work.repetitions });
    },
    async prepareTraining(weights) {
      for (const { data, shape } of listWeights(weights)) sendArray(data, shape);
      await ask('prepareTraining', { model, adamW });
      return ({ inputs, targets }) => {
        const shape = [model.batchSize, model.contextLength];
        sendArray(inputs, shape);
        sendArray(targets, shape);
        return ask('step');
      };
    },
  };
}
