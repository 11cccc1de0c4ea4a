import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect } from 'vitest';
import type { ArrayEntry, ProgressStream } from '../src/index.ts';

/** Gives each test of a file an empty folder, which is also the place for runs. */
export function useFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dawnbook-lab-'));
    process.env['DAWNBOOK_RUNS'] = folder;
  });
  afterEach(() => {
    delete process.env['DAWNBOOK_RUNS'];
    rmSync(folder, { recursive: true });
  });
  return () => folder;
}

/** All files below a folder: path → SHA-256. */
export function snapshot(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((path) => [path.slice(folder.length + 1), sha256(readFileSync(path))]),
  );
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** A tensor as the scripts of fixtures describe it: each element as Python writes it. */
export interface DescribedArray {
  readonly shape: number[];
  readonly values: string[];
}

/** Asserts shape and elements, to the bit but for NaN. */
export function expectArray(found: ArrayEntry | undefined, { shape, values }: DescribedArray): void {
  expect(found?.shape).toEqual(shape);
  const isBig = found!.data instanceof BigInt64Array || found!.data instanceof BigUint64Array;
  const named: Record<string, number> = {
    True: 1,
    False: 0,
    inf: Infinity,
    '-inf': -Infinity,
    nan: Number.NaN,
  };
  const expected = values.map((text) => (isBig ? BigInt(text) : (named[text] ?? Number(text))));
  expect(Array.from<number | bigint>(found!.data as ArrayLike<number | bigint>)).toEqual(expected);
}

/** A progress stream that keeps what is written. */
export class Capture implements ProgressStream {
  text = '';
  isTTY = false;
  columns = 80;

  write(text: string): void {
    this.text += text;
  }
}

/** What became of a child process. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script.
 *
 * @param killAfter the line of its output that decides that SIGKILL is sent, and how many milliseconds later; not killed
 *   if not given
 */
export function runChild(
  script: URL,
  args: readonly string[],
  killAfter?: { lines: number; ms: number },
): Promise<Ended> {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  let doomed = false;
  child.stdout.on('data', (data: Buffer) => {
    stdout += data.toString();
    if (doomed || killAfter === undefined || stdout.split('\n').length <= killAfter.lines) return;
    doomed = true;
    setTimeout(() => child.kill('SIGKILL'), killAfter.ms);
  });
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}

/** Numbers in [0, 1) that look random and are the same each time (the minimal standard generator of Park and Miller). */
export function* seeded(seed: number): Generator<number, never> {
  for (let state = seed; ;) {
    state = (state * 48_271) % 2_147_483_647;
    yield state / 2_147_483_647;
  }
}
