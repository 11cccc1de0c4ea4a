import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { contest, medianSeconds, Progress } from '../src/index.ts';

const script = new URL('./children/contestants.ts', import.meta.url);
const silent = new Progress(new Writable({ write: (_chunk, _encoding, done) => done() }));

describe('contest', () => {
  test('measures each contestant in each round, in a process of its own', async () => {
    const results = await contest({ script, contestants: ['sum', 'large'], rounds: 2, progress: silent });
    expect(results.map(({ name }) => name)).toEqual(['sum', 'large']);
    const [sum, large] = results;
    expect(sum!.measurements.map(({ outcome }) => outcome)).toEqual([499_500, 499_500]);
    expect(new Set(large!.measurements.map(({ outcome }) => outcome)).size).toBe(2); // process ids
    for (const { peakMiB } of large!.measurements) expect(peakMiB).toBeGreaterThan(60);
  });

  test('a contestant whose package is not installed is absent, and the others go on', async () => {
    const results = await contest({ script, contestants: ['missing', 'sum'], rounds: 1, progress: silent });
    expect(results[0]).toEqual({ name: 'missing', measurements: [], absent: 'not installed' });
    expect(results[1]!.measurements).toHaveLength(1);
  });

  test('a contestant that fails ends the contest with its name', async () => {
    const failing = contest({ script, contestants: ['failing'], rounds: 1, progress: silent });
    await expect(failing).rejects.toThrow('Contestant "failing" ended without a result (exit code 1).');
  });

  test('the median of an even number of times is the mean of the two in the middle', () => {
    const measurements = [4, 1, 3, 2].map((seconds) => ({ seconds, peakMiB: 0, outcome: 0 }));
    expect(medianSeconds({ name: 'x', measurements })).toBe(2.5);
  });
});
