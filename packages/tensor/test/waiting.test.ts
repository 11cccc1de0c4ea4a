import { afterEach, beforeEach, expect, test, vi } from 'vitest';

const soon = vi.fn<(poll: () => void) => void>();
const later = vi.fn<(poll: () => void, ms: number) => void>();
vi.mock('node:timers', () => ({
  setImmediate: (poll: () => void) => soon(poll),
  setTimeout: (poll: () => void, ms: number) => later(poll, ms),
}));
const { patiently } = await import('../src/device/waiting.ts');

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
  soon.mockReset();
  later.mockReset();
});

/** Polls as dawn.node does: looks up the global each time, from within the call and from within each poll. */
function dawnPromise(): Promise<void> {
  const poll = (): void => void globalThis.setImmediate(poll);
  poll();
  return Promise.resolve();
}

test('Dawn polls at full speed for half a millisecond, then once a millisecond', async () => {
  await patiently(dawnPromise);
  for (now of [0.1, 0.3, 0.49]) soon.mock.lastCall![0]();
  expect(soon).toHaveBeenCalledTimes(4);
  expect(later).not.toHaveBeenCalled();

  now = 0.5;
  soon.mock.lastCall![0]();
  for (now of [1.6, 2.7]) later.mock.lastCall![0]();
  expect(soon).toHaveBeenCalledTimes(4);
  expect(later.mock.calls.map(([, ms]) => ms)).toEqual([1, 1, 1]);
});

test('a new wait is eager again', async () => {
  await patiently(dawnPromise);
  now = 5;
  soon.mock.lastCall![0]();
  expect(later).toHaveBeenCalledTimes(1);
  await patiently(async () => {});
  later.mock.lastCall![0]();
  expect(soon).toHaveBeenCalledTimes(2);
});

test('nobody but Dawn sees the replacement', async () => {
  const original = globalThis.setImmediate;
  const waiting = patiently(async () => {
    expect(globalThis.setImmediate).not.toBe(original);
    await Promise.resolve();
    expect(globalThis.setImmediate).toBe(original);
  });
  expect(globalThis.setImmediate).toBe(original);
  await waiting;
  const failing = (): never => {
    throw new Error('from Dawn');
  };
  expect(() => patiently(failing)).toThrow('from Dawn');
  expect(globalThis.setImmediate).toBe(original);
});
