import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { runChild, useFolder } from './helpers.ts';

const folder = useFolder();
const supervisor = new URL('./children/supervisor.ts', import.meta.url);

/** Starts the supervisor in a process group of its own, as a terminal does, and waits until the experiment is busy. */
async function startBusy() {
  const child = spawn(process.execPath, [fileURLToPath(supervisor), 'busy'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stderr = '';
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  const ended = once(child, 'close');
  await once(child.stdout, 'data');
  const { pid } = child;
  if (pid === undefined) throw new Error('the supervisor did not start');
  return {
    pid,
    ended: async () => {
      const [code] = await ended;
      return { code: Number(code), stderr };
    },
  };
}

function expectCleanFolder(): void {
  expect(readdirSync(join(folder(), 'sleeper')).toSorted()).toEqual(['first', 'log.jsonl']);
  expect(existsSync(join(folder(), 'sleeper', 'first', 'step.json'))).toBe(true);
}

describe('superviseExperiment', () => {
  test('on Ctrl-C stops an experiment that holds its thread, keeps finished steps, and says how to go on', async () => {
    const { pid, ended } = await startBusy();
    process.kill(-pid, 'SIGINT');
    const { code, stderr } = await ended();
    expect(stderr).toMatch(
      /\nInterrupted\. Finished steps are kept in \S+sleeper; `pnpm experiment sleeper` goes on from there\.\n$/,
    );
    expect(code).toBe(130);
    expectCleanFolder();
  });

  test('passes SIGTERM on', async () => {
    const { pid, ended } = await startBusy();
    process.kill(pid, 'SIGTERM');
    const { code, stderr } = await ended();
    expect(stderr).toContain('\nStopped by SIGTERM. Finished steps are kept in ');
    expect(code).toBe(143);
    expectCleanFolder();
  });

  test('gives back the exit code of an experiment that ends by itself', async () => {
    expect(await runChild(supervisor, ['exit', '3'])).toMatchObject({ code: 3, stderr: '' });
    expect(await runChild(supervisor, ['exit', '0'])).toMatchObject({
      code: 0,
      stderr: '= first: kept from an earlier run\n',
    });
  });
});
