import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { finishedStep, Progress, readRunLog, Run, runsFolder } from '../src/index.ts';
import { Capture, runChild, seeded, sha256, snapshot, useFolder } from './helpers.ts';

const folder = useFolder();
const experiment = new URL('./children/experiment.ts', import.meta.url);

/** Opens the run "test", does one step, and says what was printed. */
async function once<Result>(
  inputs: Record<string, unknown>,
  work: (folder: string) => Result | Promise<Result>,
): Promise<{ step: { result: Result; folder: string }; printed: string }> {
  const stream = new Capture();
  using run = await Run.open('test', new Progress(stream, {}));
  return { step: await run.step('one', inputs, work), printed: stream.text };
}

function writeHello(target: string): { answer: number } {
  mkdirSync(join(target, 'sub'));
  writeFileSync(join(target, 'sub', 'hello.txt'), 'hello');
  return { answer: 42 };
}

const hello = () => join(folder(), 'test', 'one', 'sub', 'hello.txt');

describe('a step', () => {
  test('puts its files and a manifest in a folder of its name', async () => {
    const { step, printed } = await once({ size: 7 }, writeHello);
    expect(step).toEqual({
      name: 'one',
      folder: join(folder(), 'test', 'one'),
      result: { answer: 42 },
      files: { 'sub/hello.txt': { bytes: 5, sha256: sha256('hello') } },
    });
    expect(JSON.parse(readFileSync(join(step.folder, 'step.json'), 'utf8'))).toEqual({
      inputs: { size: 7 },
      result: { answer: 42 },
      files: { 'sub/hello.txt': { bytes: 5, sha256: sha256('hello') } },
    });
    expect(readdirSync(join(folder(), 'test')).toSorted()).toEqual(['log.jsonl', 'one']);
    expect(printed).toBe('');
  });

  test('is kept by the next run, which says so', async () => {
    const first = await once({ size: 7 }, writeHello);
    const before = snapshot(first.step.folder);
    const work = vi.fn<typeof writeHello>();
    const second = await once({ size: 7 }, work);
    expect(work).not.toHaveBeenCalled();
    expect(second.step).toEqual(first.step);
    expect(second.printed).toBe('= one: kept from an earlier run\n');
    expect(snapshot(first.step.folder)).toEqual(before);
  });

  test('without result or inputs is kept as well', async () => {
    await once({}, () => undefined);
    const work = vi.fn<() => undefined>();
    expect((await once({}, work)).step.result).toBeUndefined();
    expect(work).not.toHaveBeenCalled();
  });

  test.each<[string, () => void, Record<string, unknown>, string]>([
    ['other inputs', () => {}, { size: 8, seed: 1 }, 'other inputs: size, seed'],
    [
      'a file was changed',
      () => appendFileSync(hello(), '!'),
      { size: 7 },
      'sub/hello.txt was changed after it was written',
    ],
    [
      'a file was changed but kept its size',
      () => writeFileSync(hello(), 'hallo'),
      { size: 7 },
      'sub/hello.txt was changed after it was written',
    ],
    ['a file is missing', () => rmSync(hello()), { size: 7 }, 'sub/hello.txt is missing'],
    [
      'the manifest is not JSON',
      () => writeFileSync(join(folder(), 'test/one/step.json'), '{"inp'),
      { size: 7 },
      'step.json is damaged',
    ],
    [
      'the manifest is not one',
      () => writeFileSync(join(folder(), 'test/one/step.json'), 'null'),
      { size: 7 },
      'step.json is damaged',
    ],
  ])('runs again if there are %s', async (_, damage, inputs, reason) => {
    await once({ size: 7 }, (target) => {
      writeHello(target);
      writeFileSync(join(target, 'left-over'), '');
    });
    damage();
    const { step, printed } = await once(inputs, writeHello);
    expect(printed).toBe(`~ one: runs again, ${reason}\n`);
    expect(step.result).toEqual({ answer: 42 });
    expect(Object.keys(snapshot(step.folder))).toEqual(['step.json', 'sub/hello.txt']);
    expect(readFileSync(hello(), 'utf8')).toBe('hello');
    expect(readdirSync(join(folder(), 'test')).toSorted()).toEqual(['log.jsonl', 'one']);
  });

  test('that throws leaves no trace but its error, and keeps what was there before', async () => {
    await once({ size: 7 }, writeHello);
    const before = snapshot(join(folder(), 'test', 'one'));
    const failing = once({ size: 8 }, (target) => {
      writeFileSync(join(target, 'half'), '');
      throw new Error('out of luck');
    });
    await expect(failing).rejects.toThrow('out of luck');
    expect(snapshot(join(folder(), 'test', 'one'))).toEqual(before);
    expect(readdirSync(join(folder(), 'test')).toSorted()).toEqual(['log.jsonl', 'one']);
  });

  test.each([
    ['NaN', { loss: Number.NaN }],
    ['a Map', new Map([['a', 1]])],
    ['a typed array', { ids: Uint16Array.of(1) }],
    ['a function', () => 1],
    ['undefined inside', { a: undefined }],
  ])('refuses %s as result', async (_, result) => {
    await expect(once({}, () => result)).rejects.toThrow(/^The result of step "one" must be JSON: /);
    expect(readdirSync(join(folder(), 'test'))).toEqual(['log.jsonl']);
  });

  test('refuses inputs that are not JSON, and a step.json of its own', async () => {
    await expect(once({ size: 1n }, () => 1)).rejects.toThrow(TypeError);
    await expect(once({ size: Infinity }, () => 1)).rejects.toThrow(
      /^The inputs of step "one" must be JSON: /,
    );
    const own = once({}, (target) => writeFileSync(join(target, 'step.json'), '{}'));
    await expect(own).rejects.toThrow('A step may not write step.json');
  });

  test('has a name of its own', async () => {
    using run = await Run.open('test', new Progress(new Capture(), {}));
    await run.step('one', {}, () => 1);
    await expect(run.step('one', {}, () => 2)).rejects.toThrow('This run has had a step "one" already');
    await expect(run.step('../one', {}, () => 2)).rejects.toThrow(RangeError);
    await expect(Run.open('.hidden')).rejects.toThrow('".hidden" cannot be the name of an experiment');
    expect(existsSync(join(folder(), '.hidden'))).toBe(false);
  });
});

test('the log says when a run started, and what became of each step', async () => {
  await once({}, () => 1);
  await once({}, () => 1);
  const records = readRunLog(join(folder(), 'test', 'log.jsonl'));
  expect(records).toMatchObject([
    { event: 'start', experiment: 'test' },
    { event: 'step', step: 'one', state: 'finished', seconds: expect.any(Number) },
    { event: 'start', experiment: 'test' },
    { event: 'step', step: 'one', state: 'kept' },
  ]);
  expect(records.every(({ at }) => new Date(String(at)).toISOString() === at)).toBe(true);
});

test('finishedStep gives another experiment the files, as long as they are unchanged', async () => {
  expect(await finishedStep('test', 'one')).toBeUndefined();
  const { step } = await once({}, writeHello);
  expect(await finishedStep('test', 'one')).toEqual(step);
  appendFileSync(hello(), '!');
  expect(await finishedStep('test', 'one')).toBeUndefined();
});

test('runs lie in the root folder of the workspace, or where DAWNBOOK_RUNS says', () => {
  expect(runsFolder()).toBe(folder());
  delete process.env['DAWNBOOK_RUNS'];
  expect(runsFolder()).toBe(join(import.meta.dirname, '..', '..', '..', 'runs'));
});

test('an experiment killed at 10 moments loses no finished step and ends with the same files', async () => {
  const reference = await runChild(experiment, []);
  expect(reference).toMatchObject({ code: 0, stderr: '' });
  const root = join(folder(), 'experiment');
  const withoutLog = () => {
    const { 'log.jsonl': log, ...files } = snapshot(root);
    expect(log).toBeDefined();
    return files;
  };
  const expected = withoutLog();
  expect(Object.keys(expected)).toHaveLength(5 * 3 + 1);

  const random = seeded(11);
  let finished = new Set<string>();
  let kills = 0;
  let keptInAll = 0;
  rmSync(root, { recursive: true });
  for (let round = 0; round < 10; round++) {
    // Ten lines per step that is still to be done: the kill comes before the end.
    const lines = 1 + Math.floor(random.next().value * Math.min(30, 10 * (5 - finished.size)));
    const { signal, stderr } = await runChild(experiment, [], { lines, ms: random.next().value * 4 });
    kills += signal === 'SIGKILL' ? 1 : 0;
    // Whatever has its final name is whole.
    const visible = Object.entries(withoutLog()).filter(([path]) => !path.startsWith('.'));
    expect(Object.fromEntries(visible)).toEqual(
      Object.fromEntries(visible.map(([path]) => [path, expected[path]])),
    );
    // What had been finished was kept, and the run said so.
    const kept = new Set([...stderr.matchAll(/^= (\S+): kept/gm)].map(([, name = '']) => name));
    const now = new Set(readdirSync(root).filter((name) => name.startsWith('step-')));
    expect([...finished].filter((name) => !now.has(name))).toEqual([]);
    expect([...kept].filter((name) => !finished.has(name))).toEqual([]);
    keptInAll += kept.size;
    finished = now;
    if (finished.size === 5) {
      rmSync(root, { recursive: true });
      finished = new Set();
    }
  }
  // Else nothing was proved.
  expect(kills).toBeGreaterThan(5);
  expect(keptInAll).toBeGreaterThan(0);

  const last = await runChild(experiment, []);
  expect(last.code).toBe(0);
  expect([...last.stderr.matchAll(/^= (\S+): kept/gm)].map(([, name]) => name)).toEqual(
    [...finished].toSorted(),
  );
  expect(withoutLog()).toEqual(expected);
  expect(readRunLog(join(root, 'log.jsonl')).filter(({ event }) => event === 'start').length).toBeGreaterThan(
    0,
  );
});
