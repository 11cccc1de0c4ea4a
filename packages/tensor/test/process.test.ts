/** What a program sees: how it ends, and what it prints. Each test runs a script in a process of its own. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { DOUBLE, runScript, sourceFolder } from './support.ts';

const PREPARE = /* js */ `
  const wgsl = ${JSON.stringify(DOUBLE)};
  const device = await openDevice();
  const x = await device.upload(Float32Array.of(1, 2, 3));
  const y = await device.createBuffer(12);
`;

describe('a process ends by itself', () => {
  test('after a computation, with the device open and referenced', async () => {
    const ending = await runScript(`${PREPARE}
      globalThis.kept = device;
      await device.run({ wgsl, bindings: { x, y }, workgroups: 1 });
      console.log((await device.read(y, Float32Array)).join());`);
    expect(ending).toEqual({ code: 0, stdout: '2,4,6\n', stderr: '' });
  });

  test('right after opening', async () => {
    expect(await runScript('await openDevice();')).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('but not before what nobody awaits is done', async () => {
    const ending = await runScript(`${PREPARE}
      void device.run({ wgsl, bindings: { x, y }, workgroups: 1 });
      void device.read(y, Float32Array).then((values) => console.log(values.join()));`);
    expect(ending).toEqual({ code: 0, stdout: '2,4,6\n', stderr: '' });
  });

  test('after failures that were handled', async () => {
    const ending = await runScript(`${PREPARE}
      for (const kernel of [{ wgsl: 'nonsense' }, { wgsl }]) {
        await device.run({ workgroups: 1, ...kernel }).catch((error) => console.log(error.kind));
      }`);
    expect(ending).toEqual({ code: 0, stdout: 'shader\nvalidation\n', stderr: '' });
  });

  test('with exit code 1 if a failure was not handled', async () => {
    const ending = await runScript(`${PREPARE} void device.run({ wgsl: 'nonsense', workgroups: 1 });`);
    expect(ending).toMatchObject({ code: 1, stdout: '' });
    expect(ending.stderr).toContain('The WGSL of the kernel does not compile');
  });

  test('when devices are closed and collected while Dawn still polls', async () => {
    // MALLOC_PERTURB_ has glibc overwrite what is freed, so that a use of it cannot pass unnoticed.
    const script = /* js */ `
      async function closeAtWork() {
        const device = await openDevice();
        const buffer = await device.createBuffer(4);
        const wgsl = 'var<private> n: u32; @compute @workgroup_size(1) fn main() { for (var i = 0u; i < 50000; i++) { n = n * 3 + i; } }';
        const pending = [device.run({ wgsl, workgroups: 1 }), device.read(buffer, Uint8Array)];
        const settled = Promise.allSettled(pending);
        await new Promise((resolve) => setTimeout(resolve, 1));
        device.close();
      }
      for (let round = 0; round < 3; round++) {
        await closeAtWork();
        gc();
        await new Promise((resolve) => setTimeout(resolve, round));
        gc();
      }`;
    const environment = { MALLOC_PERTURB_: '165' };
    const ending = await runScript(script, { environment, nodeFlags: ['--expose-gc'] });
    expect(ending).toEqual({ code: 0, stdout: '', stderr: '' });
  });
});

test('an error outside of any operation is thrown by the next one, and not printed', async () => {
  const support = JSON.stringify(fileURLToPath(new URL('support.ts', import.meta.url)));
  const ending = await runScript(/* js */ `
    import { openWithRaw } from ${support};
    const { device, raw } = await openWithRaw();
    raw.createBuffer({ size: 4, usage: 0xffff });
    await device.createBuffer(4).catch((error) => console.log(error.kind));`);
  expect(ending).toEqual({ code: 0, stdout: 'validation\n', stderr: '' });
});

test('DAWNBOOK_ADAPTER that fits nothing', async () => {
  const script = 'await openDevice().catch((error) => console.log(error.kind, error.message));';
  const ending = await runScript(script, { environment: { DAWNBOOK_ADAPTER: 'voodoo' } });
  expect(ending.code).toBe(0);
  expect(ending.stdout).toMatch(
    /^adapter No adapter fits "voodoo".*\nThere is:\n {2}- ".*" \((gpu|software), \w+\)\n/,
  );
});

test('a worker thread is told where to open a device', async () => {
  const ending = await runScript(/* js */ `
    import { Worker, isMainThread } from 'node:worker_threads';
    if (isMainThread) new Worker(new URL(import.meta.url));
    else await openDevice().catch((error) => console.log(error.kind, error.message));`);
  expect(ending).toMatchObject({ code: 0, stderr: '' });
  expect(ending.stdout).toMatch(/^adapter A device opens in a process's main thread only/);
  expect(ending.stdout).toContain("pool: 'forks'");
});

test('the examples of the README print what the README says', async () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  const examples = readme.matchAll(
    /```ts\nimport \{ (?<names>[^}]*) \} from '@dawnbook\/tensor';\n(?<code>.*?)```\n\nIt prints `(?<printed>[^`]*)`/gs,
  );
  const entry = JSON.stringify(join(sourceFolder, 'index.ts'));
  let count = 0;
  for (const { groups } of examples) {
    const script = `{ const { ${groups!['names']} } = await import(${entry});\n${groups!['code']} }`;
    expect(await runScript(script)).toEqual({ code: 0, stdout: `${groups!['printed']}\n`, stderr: '' });
    count++;
  }
  expect(count).toBe(2);
});
