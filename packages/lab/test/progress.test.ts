import { stripVTControlCharacters } from 'node:util';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { formatAmount, formatDuration } from '../src/format.ts';
import { Progress } from '../src/index.ts';
import { Capture } from './helpers.ts';

let stream: Capture;
beforeEach(() => {
  stream = new Capture();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Moves the clock without firing a timer, as a computation does that holds the thread. */
function compute(ms: number): void {
  vi.advanceTimersByTime(ms);
}

describe('in a pipe', () => {
  test('a phase has a line at its start, one each five seconds, and one at its end', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const progress = new Progress(stream, {});
    const result = await progress.phase('Merging', { total: 4000, unit: 'merges' }, (phase) => {
      for (let done = 0; done < 4000; done += 100) {
        compute(300);
        phase.advance(100);
      }
      return 'model';
    });
    expect(result).toBe('model');
    expect(stream.text).toBe(
      '  Merging …\n' +
        '  Merging  42 %  1,700 of 4,000 merges  333 merges/s  ETA 6.90 s\n' +
        '  Merging  85 %  3,400 of 4,000 merges  333 merges/s  ETA 1.80 s\n' +
        '✓ Merging  4,000 merges in 12.0 s (333 merges/s)\n',
    );
  });

  test('a phase that waits has lines as well, without amounts', async () => {
    vi.useFakeTimers();
    const waiting = new Progress(stream, {}).phase('Waiting', {}, async () => {
      await new Promise((resolve) => {
        setTimeout(resolve, 11_000);
      });
    });
    await vi.advanceTimersByTimeAsync(11_000);
    await waiting;
    expect(stream.text).toBe('  Waiting …\n  Waiting  5.00 s\n  Waiting  10.0 s\n✓ Waiting  11.0 s\n');
  });

  test('a failing phase says how far it came, and the error goes on', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const progress = new Progress(stream, {});
    const failing = progress.phase('Reading', { total: 3_000_000, unit: 'bytes' }, (phase) => {
      compute(2000);
      phase.update(1_500_000);
      throw new Error('disk is gone');
    });
    await expect(failing).rejects.toThrow('disk is gone');
    expect(stream.text).toBe('  Reading …\n✗ Reading  stopped: 1.5 MB in 2.00 s (750 kB/s)\n');
    // The next phase may start.
    await progress.phase('Again', {}, () => {});
    expect(stream.text).toMatch(/✓ Again  0\.00 s\n$/);
  });

  test('two phases at once are an error', async () => {
    const progress = new Progress(stream, {});
    const nested = progress.phase('outer', {}, () => progress.phase('inner', {}, () => {}));
    await expect(nested).rejects.toThrow('Phase "inner" cannot start: "outer" is still running.');
  });

  test.each([
    ['a pipe', false, {}],
    ['CI', true, { CI: 'true' }],
    ['a dumb terminal', true, { TERM: 'dumb' }],
  ])('%s gets no control characters', async (_, isTTY, env) => {
    stream.isTTY = isTTY;
    const progress = new Progress(stream, env);
    await progress.phase('Work', { total: 2 }, (phase) => phase.update(2));
    progress.note('note');
    expect(stripVTControlCharacters(stream.text)).toBe(stream.text);
    expect(stream.text).not.toContain('\r');
  });
});

describe('on a terminal', () => {
  /** What stands on the screen: of each line, what was written after the last return to its start. */
  const screen = () => stripVTControlCharacters(stream.text.replaceAll(/[^\n]*\r/g, '')).split('\n');

  beforeEach(() => {
    stream.isTTY = true;
  });

  test('there is a bar with share, amount, rate and remaining time, then a line that stays', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    let during: string[] = [];
    await new Progress(stream, {}).phase('Reading', { total: 8_000_000, unit: 'bytes' }, (phase) => {
      compute(2000);
      phase.update(2_000_000);
      during = screen();
    });
    expect(during).toEqual([
      `  Reading  ${'━'.repeat(6)}${'╌'.repeat(18)}  25 %  2 MB of 8 MB  1 MB/s  ETA 6.00 s`,
    ]);
    expect(screen()).toEqual(['✓ Reading  2 MB in 2.00 s (1 MB/s)', '']);
  });

  test('it is drawn at most ten times a second, also while the thread is held', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    await new Progress(stream, {}).phase('Merging', { total: 1000 }, (phase) => {
      for (let done = 1; done <= 1000; done++) {
        compute(2);
        phase.update(done);
      }
    });
    // The first, 20 in two seconds, the last.
    expect(stream.text.split('\r').length - 1).toBe(22);
  });

  test('a note stands above the bar', async () => {
    const progress = new Progress(stream, {});
    let during: string[] = [];
    await progress.phase('Work', { total: 4 }, (phase) => {
      phase.update(1);
      progress.note('found something');
      during = screen();
    });
    expect(during[0]).toBe('found something');
    expect(during[1]).toMatch(/^ {2}Work {2}━+╌+ {2}25 % {2}1 of 4/);
  });

  test('no line is as wide as the terminal, even if there is no room for the bar', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    for (const columns of [20, 40, 60, 100]) {
      stream = new Capture();
      stream.isTTY = true;
      stream.columns = columns;
      let during: string[] = [];
      await new Progress(stream, {}).phase(
        'A phase with a long title',
        { total: 9, unit: 'merges' },
        (phase) => {
          compute(1000);
          phase.update(3);
          during = screen();
        },
      );
      expect(during[0]?.length).toBeGreaterThan(10);
      expect(during[0]?.length).toBeLessThan(columns);
    }
  });

  test('NO_COLOR leaves out colours, and nothing else', async () => {
    // oxlint-disable-next-line no-control-regex -- colours are control sequences
    const color = /\u{1b}\[\d+m/u;
    const draw = async (env: NodeJS.ProcessEnv) => {
      stream = new Capture();
      stream.isTTY = true;
      await new Progress(stream, env).phase('Work', { total: 2 }, () => {});
      return stream.text;
    };
    const colored = await draw({});
    const plain = await draw({ NO_COLOR: '1' });
    expect(colored).toMatch(color);
    expect(plain).not.toMatch(color);
    expect(plain).toContain('\r');
    expect(stripVTControlCharacters(plain)).toBe(stripVTControlCharacters(colored));
  });
});

test.each([
  [0, 'bytes', '0 bytes'],
  [999, 'bytes', '999 bytes'],
  [1000, 'bytes', '1 kB'],
  [999_499, 'bytes', '999 kB'],
  [999_500, 'bytes', '1 MB'],
  [10_764_218, 'bytes', '10.8 MB'],
  [5.4e15, 'bytes', '5,400 TB'],
  [1_234_567, 'merges', '1,234,567 merges'],
  [12.345, 'merges', '12.3 merges'],
  [3, '', '3'],
])('%d %s reads %s', (amount, unit, expected) => {
  expect(formatAmount(amount, unit)).toBe(expected);
});

test.each([
  [0, '0.00 s'],
  [420, '0.42 s'],
  [9_949, '9.95 s'],
  [12_340, '12.3 s'],
  [59_949, '59.9 s'],
  [59_950, '1 min 00 s'],
  [125_000, '2 min 05 s'],
  [3_599_400, '59 min 59 s'],
  [3_599_600, '1 h 00 min'],
  [7_380_000, '2 h 03 min'],
])('%d ms read %s', (ms, expected) => {
  expect(formatDuration(ms)).toBe(expected);
});
