/** What several test files need. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findAdapters } from '../src/device/adapter.ts';
import { loadDawn } from '../src/device/dawn.ts';
import { Device } from '../src/device/device.ts';

export const sourceFolder = fileURLToPath(new URL('../src', import.meta.url));

/** A folder that is deleted at the end of a `using` block. */
export function temporaryFolder(): { path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'dawnbook-tensor-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** How a script ended. */
export interface Ending {
  /** Exit code; null if it had to be killed because it did not end by itself. */
  code: number | null;
  stdout: string;
  /** Without what Dawn has to say about the limits of some drivers. */
  stderr: string;
}

/** How a script is run. */
export interface ScriptOptions {
  /** Variables besides those of this process; undefined removes one. */
  environment?: Record<string, string | undefined>;
  /** The folder of the package's sources. */
  source?: string;
  nodeFlags?: string[];
}

/**
 * Runs a script in a process of its own.
 *
 * @param script TypeScript; `openDevice`, `diagnose` and `DeviceError` are imported already
 */
export async function runScript(script: string, options: ScriptOptions = {}): Promise<Ending> {
  using folder = temporaryFolder();
  const file = join(folder.path, 'script.ts');
  const entry = JSON.stringify(join(options.source ?? sourceFolder, 'index.ts'));
  writeFileSync(file, `import { openDevice, diagnose, DeviceError } from ${entry};\n${script}`);
  return await new Promise((resolve) => {
    const settings = {
      // Package managers set NODE_PATH, by which a script would find packages that it does not have.
      env: { ...process.env, NODE_PATH: undefined, FORCE_COLOR: undefined, ...options.environment },
      timeout: 50_000,
      killSignal: 'SIGKILL' as const,
    };
    const child = execFile(
      process.execPath,
      [...(options.nodeFlags ?? []), file],
      settings,
      (_error, stdout, stderr) =>
        resolve({
          code: child.exitCode,
          stdout,
          stderr: stderr.replaceAll(/^Warning: max\w+ artificially reduced.*\n/gm, ''),
        }),
    );
  });
}

/** A device together with the WebGPU device below it, at which a test can do harm. */
export async function openWithRaw(): Promise<{ device: Device; raw: GPUDevice }> {
  const [found] = await findAdapters(await loadDawn());
  if (!found) throw new Error('no adapter');
  const raw = await found.adapter.requestDevice();
  return { device: new Device(raw, found.info, 'for a test'), raw };
}

export const DOUBLE = /* wgsl */ `
  @group(0) @binding(0) var<storage, read> x: array<f32>;
  @group(0) @binding(1) var<storage, read_write> y: array<f32>;

  @compute @workgroup_size(64)
  fn double(@builtin(global_invocation_id) id: vec3u) {
    if (id.x < arrayLength(&y)) {
      y[id.x] = 2 * x[id.x];
    }
  }
`;
