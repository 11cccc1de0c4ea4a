import { expect, test } from 'vitest';
import { FailureLog, Submission } from '../src/backend/webgpu/failure-log.ts';

test('an outcome that rejects is a failure like any other, thrown once, to who waits', async () => {
  const log = new FailureLog();
  log.add(Promise.reject(new Error('lost')), Promise.resolve(undefined));
  await expect(log.check()).rejects.toThrow('lost');
  await log.check();
});

test('work is as wrong as what it uses', async () => {
  const fine = new Submission([Promise.resolve(undefined)]);
  const failed = new Submission([Promise.resolve(undefined), Promise.reject(new Error('lost'))]);
  const after = new Submission([fine.outcome, failed.outcome]);
  expect(await fine.outcome).toBeUndefined();
  expect((await after.outcome)?.message).toBe('lost');
  expect([fine.isFine, failed.isFine, after.isFine]).toEqual([true, false, false]);
});
