import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkKernel } from '../src/device/diagnose.ts';
import { type Device, diagnose, openDevice } from '../src/index.ts';

test('a machine that is fine', async () => {
  const diagnosis = await diagnose();
  expect(diagnosis).toMatchObject({ ok: true, problems: [], check: { passed: true } });
  expect(structuredClone(diagnosis)).toEqual(diagnosis);
  await using device = await openDevice();
  expect(diagnosis.adapter).toEqual(device.adapter);
  expect(diagnosis.why).toBe(device.why);
  expect(diagnosis.others).not.toContainEqual(device.adapter);
  expect(diagnosis.versions).toMatchObject({
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  });
});

test('an adapter that is not there is a problem, not an exception', async () => {
  const { adapter } = await diagnose();
  const diagnosis = await diagnose({ adapter: 'voodoo' });
  expect(diagnosis).toMatchObject({ ok: false, adapter: undefined, why: undefined, check: undefined });
  expect(diagnosis.problems).toEqual([expect.stringContaining('No adapter fits "voodoo"')]);
  expect(diagnosis.others).toContainEqual(adapter);
});

describe('the check kernel', () => {
  let device: Device;
  beforeAll(async () => {
    device = await openDevice();
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => device.close());

  test.each([
    ['right', (values: Float32Array) => values, true],
    ['off by a few roundings', (values: Float32Array) => values.map((value) => value * (1 + 1e-3)), false],
    ['one wrong', (values: Float32Array) => values.with(63, values[63]! + 1e-3), false],
    ['not a number', (values: Float32Array) => values.with(7, Number.NaN), false],
    ['zeros', (values: Float32Array) => values.fill(0), false],
  ])('results that are %s', async (_what, tamper, passed) => {
    const read = device.read.bind(device);
    vi.spyOn(device, 'read').mockImplementation(async (buffer, type) => {
      const values: unknown = tamper((await read(buffer, type)) as unknown as Float32Array);
      return values as InstanceType<typeof type>;
    });
    expect(await checkKernel(device)).toMatchObject({ passed });
  });
});
