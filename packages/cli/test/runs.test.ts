import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { dawnbookHere, type Ended } from './support/command.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dawnbook-runs-'));
  vi.stubEnv('DAWNBOOK_RUNS', join(root, 'runs'));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const runs = (...args: string[]): Promise<Ended> => dawnbookHere(root, ['runs', ...args]);

function step(experiment: string, name: string, content: unknown): void {
  const folder = join(root, 'runs', experiment, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'step.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  const time = new Date('2026-03-04T05:06:07Z');
  utimesSync(file, time, time);
}

const model = (lr: number, loss: number | null, extra: object = {}): object => ({
  inputs: { settings: { lr, model: { dModel: 32, ...extra } }, code: 'c'.repeat(64) },
  result: {
    loss,
    validation: [
      { step: 49, tokens: 25_600, loss: 5 },
      { step: 99, tokens: 51_200, loss: loss ?? 6 },
    ],
  },
  files: {},
});

function sweep(): void {
  step('sweep', 'lr-16', model(16, null));
  step('sweep', 'lr-0.5', model(0.5, 3.769_41));
  step('sweep', 'lr-2', model(2, 4.25));
}

test('without any, says how to make some', async () => {
  expect(await runs()).toMatchObject({
    exitCode: 0,
    stdout: ' There are no runs yet; pnpm experiment lists what can be run.\n',
  });
});

test('lists what has finished steps', async () => {
  sweep();
  step('other', 'only', { inputs: {}, result: { n: 1 }, files: {} });
  step('damaged', 'torn', '{"inputs":');
  mkdirSync(join(root, 'runs', 'empty'));
  const { stdout } = await runs();
  expect(stdout).toBe(` Run    Steps  Finished (UTC)
 other      1  2026-03-04 05:06
 sweep      3  2026-03-04 05:06
`);
});

test('shows side by side what was different, and what came of it', async () => {
  sweep();
  const { stdout } = await runs('sweep');
  expect(stdout).toBe(` Step     lr   loss
 lr-0.5  0.5  3.769
 lr-2      2   4.25
 lr-16    16      –
`);
});

test('several runs: inputs that only some have, and paths that end alike', async () => {
  sweep();
  step('deep', 'two', model(0.5, 3.5, { lr: 7, numLayers: 2 }));
  const { stdout } = await runs('deep', 'sweep');
  expect(stdout).toBe(` Step          settings.lr  model.lr  numLayers   loss
 deep/two              0.5         7          2    3.5
 sweep/lr-0.5          0.5                       3.769
 sweep/lr-2              2                        4.25
 sweep/lr-16            16                           –
`);
});

test('digests are shortened', async () => {
  step('code', 'a', { inputs: { code: 'a'.repeat(64) }, result: 1, files: {} });
  step('code', 'b', { inputs: { code: 'b'.repeat(64) }, result: 1, files: {} });
  expect((await runs('code')).stdout).toContain('aaaaaaaa…\n');
});

test('draws the curves of several runs in one chart', async () => {
  sweep();
  const { exitCode, stdout } = await runs('sweep', '--plot', join(root, 'chart.png'));
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`${join(root, 'chart')}.svg and .png`);
  expect(existsSync(join(root, 'chart.svg')) && existsSync(join(root, 'chart.png'))).toBe(true);
});

test('--json holds everything', async () => {
  sweep();
  const { version, runs: found } = JSON.parse((await runs('sweep', '--json')).stdout) as {
    version: number;
    runs: { experiment: string; steps: { name: string; inputs: unknown; result: unknown }[] }[];
  };
  expect(version).toBe(1);
  expect(found.map(({ experiment }) => experiment)).toEqual(['sweep']);
  expect(found[0]!.steps[1]).toMatchObject({
    name: 'lr-2',
    inputs: { settings: { lr: 2 } },
    result: { loss: 4.25 },
  });
});

test.each([
  [['swep'], /^dawnbook: there is no run 'swep'; did you mean 'sweep'\?/],
  [
    ['sweep', '--plot', 'x', '--curve', 'training'],
    /^dawnbook: none of these steps has a curve 'training'\n$/,
  ],
  [['--plot', 'x'], /^dawnbook: --plot needs to know which runs/],
])('%j is one clear error', async (args, message) => {
  sweep();
  const { exitCode, stderr } = await runs(...args);
  expect(stderr).toMatch(message);
  expect(exitCode).toBe(2);
});
