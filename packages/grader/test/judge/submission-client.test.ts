import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { SubmissionError, SubmissionFailure } from '../../src/judge/failures.ts';
import { launchSpec } from '../../src/judge/launch-spec.ts';
import { SubmissionClient } from '../../src/judge/submission-client.ts';
import type { SubmissionLimits } from '../../src/index.ts';
import { processesNamed } from '../support/processes.ts';
import { type Workbook, workbook } from '../support/workbook.ts';

let book: Workbook;
let client: SubmissionClient;
beforeAll(() => {
  book = workbook();
});
afterEach(() => client.close());
afterAll(() => book[Symbol.dispose]());

/** A client of a submission with this code. */
function submit(code: string, limits: SubmissionLimits = {}): void {
  const directory = book.submission({ 'package.json': '{"type":"module"}', 'src/index.ts': code });
  client = new SubmissionClient(launchSpec(book.folders, directory, limits));
}

/** Calls a function of the submission. */
function call(name: string, ...args: unknown[]): Promise<unknown> {
  return client.call('any', { name, args });
}

async function failure(pending: Promise<unknown>): Promise<string> {
  const error = await pending.then(
    () => expect.unreachable('it answered'),
    (reason: unknown) => reason as SubmissionFailure,
  );
  return `${error.kind}: ${error.message}`;
}

describe('answers', () => {
  test('come back as they are, one after the other', async () => {
    submit('export const echo = (x: unknown) => x; export const later = async (x: unknown) => x;');
    const value = { a: [1, -0, NaN, 'é\ud800'], b: Float32Array.of(0.5, 2), c: null, d: { e: [[]] } };
    expect(await call('echo', value)).toStrictEqual(value);
    expect(await call('later', 2)).toBe(2);
    expect(await Promise.all([call('echo', 1), call('later', 2), call('echo', 3)])).toStrictEqual([1, 2, 3]);
  });

  test('may be tens of megabytes', async () => {
    submit('export const bytes = (n: number) => new Uint8Array(n).fill(7);');
    const bytes = (await call('bytes', 50e6)) as Uint8Array;
    expect(bytes).toHaveLength(50e6);
    expect(bytes.at(-1)).toBe(7);
  });

  test('keep the state of a process until it is closed', async () => {
    submit('let calls = 0; export const count = () => ++calls;');
    expect([await call('count'), await call('count')]).toStrictEqual([1, 2]);
    client.close();
    expect(await call('count')).toBe(1);
  });
});

describe('exceptions', () => {
  test('arrive with their classes, their words and where they were thrown', async () => {
    submit(`
      class TokenizerError extends RangeError {}
      export function encode(): never {
        throw new TokenizerError('no id 7');
      }
    `);
    const error = (await call('encode').catch((reason: unknown) => reason)) as SubmissionError;
    expect(error.classes).toStrictEqual(['TokenizerError', 'RangeError', 'Error']);
    expect(error.name).toBe('TokenizerError');
    expect(error.message).toBe('no id 7');
    expect(error.where).toBe('at Module.encode (src/index.ts:4:15)');
    expect(error.notImplemented).toBeUndefined();
  });

  test('of a stub name the exercise', async () => {
    submit(
      "import { notImplemented } from '@dawnbook/grader'; export const f = () => { throw notImplemented('softmax'); };",
    );
    await expect(call('f')).rejects.toMatchObject({ notImplemented: 'softmax' });
  });

  test('at import are exceptions of the call', async () => {
    submit("throw new Error('not ready');");
    await expect(call('f')).rejects.toMatchObject({ name: 'Error', message: 'not ready' });
  });

  test('of results that are no plain data say what is wrong with them', async () => {
    submit('export const f = () => [new Map()];');
    await expect(call('f')).rejects.toMatchObject({
      name: 'CodecError',
      message: 'the result of any[0] is a Map; only plain data can be sent',
    });
  });
});

describe('a process that dies', () => {
  test('costs the call, with its last words, and is replaced', async () => {
    submit(`
      let calls = 0;
      export const count = () => ++calls;
      export const leave = (code: number) => { console.error('so long'); process.exit(code); };
      export const reject = () => { Promise.reject(new Error('nobody listens')); return new Promise(() => {}); };
    `);
    expect(await call('count')).toBe(1);
    expect(await failure(call('leave', 0))).toBe('crashed: the process ended (exit code 0):\nso long');
    expect(await call('count')).toBe(1);
    expect(await failure(call('leave', 3))).toContain('crashed: the process ended (exit code 3)');
    const rejected = await failure(call('reject'));
    expect(rejected).toContain('Error: nobody listens');
    expect(rejected).toMatch(/ at \S+ \(src\/index\.ts:5:\d+\)/);
    expect(await failure(call('count'))).toBe(
      'crashed: not called: the process of this exercise was lost 3 times',
    );
  });

  test('leaves no temporary folder', async () => {
    submit(
      "import { writeFileSync } from 'node:fs'; export const cwd = () => { writeFileSync('x', 'y'); return process.cwd(); };",
    );
    const folder = (await call('cwd')) as string;
    expect(existsSync(join(folder, 'x'))).toBe(true);
    client.close();
    expect(existsSync(folder)).toBe(false);
  });

  test('is ended with what it started', async () => {
    submit(
      `
      import { Worker } from 'node:worker_threads';
      const code = 'setInterval(() => {}, 1000)';
      export const start = () => { process.title = 'grader-client-test'; new Worker(code, { eval: true }); return 1; };
    `,
      { workers: true },
    );
    expect(await call('start')).toBe(1);
    expect(processesNamed('grader-client-test')).toHaveLength(1);
    client.close();
    await expect.poll(() => processesNamed('grader-client-test'), { timeout: 20_000 }).toStrictEqual([]);
  });
});

describe('limits', () => {
  const slow = `
    export const loop = () => { for (;;); };
    export const sleep = (ms: number) => new Promise((resolve) => setTimeout(() => resolve('slept'), ms));
    export const quick = () => 'quick';
  `;

  test('a call has a deadline; after it the exercise is not called again', async () => {
    submit(slow, { callSeconds: 2 });
    expect(await call('quick')).toBe('quick');
    expect(await failure(call('loop'))).toBe('timeout: no answer within 2 s');
    expect(await failure(call('quick'))).toBe(
      'timeout: not called: an earlier call of this exercise got no answer in time',
    );
  });

  test('all calls together have a budget, and no exercise may use all of it', async () => {
    // 3 s for all clients of this process, of which those before this one have used some: at most 1 s is left for it.
    submit(slow, { callSeconds: 60, totalSeconds: 3 });
    expect(await failure(call('sleep', 1_000))).toBe(
      'timeout: the calls of this exercise have used up their part of the 3 s for all calls together',
    );
  });

  test('memory outside of the heap is watched', async () => {
    submit(
      `
      const kept: Uint8Array[] = [];
      export const eat = async () => {
        for (;;) {
          kept.push(new Uint8Array(16 * 2 ** 20).fill(1));
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      };
    `,
      { memoryMiB: 300 },
    );
    expect(await failure(call('eat'))).toMatch(/^out-of-memory: it used \d+ MiB of memory; 300 are allowed$/);
  });

  test('the heap has a limit of its own', async () => {
    submit('export const eat = () => { const kept = []; for (;;) kept.push({ a: kept.length }); };', {
      memoryMiB: 300,
    });
    expect(await failure(call('eat'))).toMatch(/^out-of-memory: /);
  });

  test('what it prints arrives, however much it is', async () => {
    submit(`
      export const shout = () => { for (let i = 0; i < 300; i++) process.stdout.write('x'.repeat(999) + '\\n'); return 1; };
    `);
    expect(await call('shout')).toBe(1);
    let printed = '';
    await vi.waitFor(async () => {
      printed += await client.takeOutput();
      expect(printed.length).toBeGreaterThan(65_536);
    });
    expect(printed.slice(0, 5_000)).toBe(`${'x'.repeat(999)}\n`.repeat(5));
  });
});

describe('frames that nobody asked for', () => {
  const write = `
    import { writeSync } from 'node:fs';
    const frame = (header: object) => {
      const h = Buffer.from(JSON.stringify(header));
      const j = Buffer.from('42');
      const bytes = Buffer.alloc(12 + h.length + j.length);
      bytes.writeUInt32LE(8 + h.length + j.length, 0);
      bytes.writeUInt32LE(h.length, 4);
      h.copy(bytes, 8);
      bytes.writeUInt32LE(j.length, 8 + h.length);
      j.copy(bytes, 12 + h.length);
      return bytes;
    };
    const wait = () => new Promise<never>(() => {});
  `;

  test.each<[string, string, string]>([
    [
      'a reply to another call',
      "writeSync(4, frame({ type: 'result', id: 'x' })); return wait();",
      'protocol-error: it sent a reply to a call that was never made',
    ],
    [
      'a second ready',
      "writeSync(4, frame({ type: 'ready' })); return wait();",
      'protocol-error: it sent a frame that is not a reply',
    ],
    [
      'a reply with more than belongs there',
      "writeSync(4, frame({ type: 'result', id: 'x', points: 9 })); return wait();",
      'protocol-error: it sent a frame that is not a reply',
    ],
    [
      'a verdict',
      "writeSync(4, frame({ type: 'passed' })); return wait();",
      'protocol-error: it sent a frame that is not a reply',
    ],
    [
      'a huge frame',
      'writeSync(4, Buffer.from([0, 0, 0, 8])); return wait();',
      'protocol-error: it sent a frame of 134217728 bytes; at most 67108864 are accepted',
    ],
    [
      'no frame',
      "writeSync(4, 'GET / HTTP/1.1\\r\\n'); return wait();",
      'protocol-error: it sent a frame of 542393671 bytes; at most 67108864 are accepted',
    ],
    [
      'a frame that never ends',
      'writeSync(4, Buffer.from([255, 0, 0, 0, 1])); return wait();',
      'protocol-error: it sent 5 bytes of a frame and never the rest',
    ],
    [
      'half a frame and the end',
      'writeSync(4, Buffer.from([255, 0, 0])); process.exit(0);',
      'crashed: the process ended (exit code 0)',
    ],
  ])('%s', async (_, body, expected) => {
    submit(`${write} export const f = () => { ${body} };`, { callSeconds: 4 });
    expect(await failure(call('f'))).toBe(expected);
  });

  test('a reply that is too many counts for nothing, and costs the next call', async () => {
    submit(
      `${write} export const f = () => { setImmediate(() => writeSync(4, frame({ type: 'result', id: 'x' }))); return 1; };`,
    );
    expect(await call('f')).toBe(1);
    await client.takeOutput();
    await expect
      .poll(
        () =>
          call('f').then(
            () => 'answered',
            (error: SubmissionFailure) => error.message,
          ),
        { timeout: 30_000 },
      )
      .toBe('it sent a reply to a call that was never made');
  });
});

test('a missing export is an exception, and the paths in it are those of the submission', async () => {
  submit("import { y } from './missing.ts'; export const f = () => y;");
  await expect(call('f')).rejects.toMatchObject({
    message: expect.stringMatching(
      /^Cannot find module 'src\/missing\.ts' imported from src\/index\.ts$/,
    ) as string,
  });
});

test('the grader itself stays out of reach', async () => {
  const preload = fileURLToPath(new URL('../../src/submission/preload.ts', import.meta.url));
  submit(
    `
    import inspector from 'node:inspector';
    import os from 'node:os';
    import { Worker } from 'node:worker_threads';
    const attempt = async (what: () => unknown) => { try { await what(); return 'done'; } catch (error) { return (error as Error).message; } };
    const inThread = (options = {}) => new Promise((resolve, reject) => {
      const code = "let m; try { process.kill(process.ppid, 0); m = 'done'; } catch (error) { m = error.message; } require('node:worker_threads').parentPort.postMessage(m)";
      const worker = new Worker(code, { eval: true, ...options });
      worker.once('message', (m) => reject(new Error(m)));
      worker.once('error', reject);
    });
    export const f = async () => {
      const results = {
        kill: await attempt(() => process.kill(process.ppid, 'SIGKILL')),
        debug: await attempt(() => (process as never as { _debugProcess(pid: number): void })._debugProcess(process.ppid)),
        priority: await attempt(() => os.setPriority(process.ppid, 19)),
        session: await attempt(() => new inspector.Session().connect()),
        port: await attempt(() => inspector.open(0)),
        thread: await attempt(() => inThread()),
        threadWithFlags: await attempt(() => inThread({ execArgv: [], env: {} })),
        sql: await attempt(() => process.getBuiltinModule('node:sqlite')!.DatabaseSync),
        child: await attempt(() => process.getBuiltinModule('node:child_process').execSync('true')),
        preload: await attempt(() => import(${JSON.stringify(preload)})),
        inherited: '',
      };
      const prototype = Object.prototype as { execArgv?: string[] };
      prototype.execArgv = [];
      const pending = inThread();
      delete prototype.execArgv;
      results.inherited = await attempt(() => pending);
      return results;
    };
  `,
    { workers: true, inspector: true },
  );
  const signals = 'A submission may not send signals to processes';
  expect(await call('f')).toStrictEqual({
    kill: signals,
    debug: signals,
    priority: 'A submission may not change the priority of processes',
    session: 'A submission may not use the inspector',
    port: 'A submission may not open an inspector port',
    thread: signals,
    threadWithFlags: signals,
    sql: "Cannot read properties of undefined (reading 'DatabaseSync')",
    child: 'Access to this API has been restricted. Use --allow-child-process to manage permissions.',
    preload: `src/index.ts imports ${preload}, a file outside of the submission`,
    inherited: signals,
  });
});

test('threads are bounded, and where they are not needed there are none', async () => {
  const code = `
    import { Worker } from 'node:worker_threads';
    export const f = async (count: number) => {
      const messages = new Set<string>();
      const workers: Worker[] = [];
      for (let i = 0; i < count; i++) {
        try { workers.push(new Worker('setInterval(() => {}, 1e3)', { eval: true })); }
        catch (error) { messages.add((error as Error).message); }
      }
      await Promise.all(workers.map((worker) => worker.terminate()));
      return [workers.length, ...messages];
    };
  `;
  submit(code, { workers: true });
  expect(await call('f', 20)).toStrictEqual([
    8,
    'A submission may not run more than 8 worker threads at a time',
  ]);
  expect(await call('f', 3)).toStrictEqual([3]);
  client.close();
  submit(code);
  expect(await call('f', 3)).toStrictEqual([
    0,
    'A submission may not start worker threads in this assignment',
  ]);
});
