import { expectError, expectSame, randomSource } from '@dawnbook/grader/suite';
import { diagnose } from '@dawnbook/tensor';
import { exercise } from '../suite.ts';

exercise('gpu-setup', ({ test, run, seed }) => {
  test('sums of several sizes, up to those that only fit unsigned integers', async () => {
    const random = randomSource(seed);
    for (const n of [1, random.int(2, 1000), random.int(70_000, 90_000)]) {
      const { second } = await run.describeDevice({ n });
      expectSame(second.sum, (n * (n - 1)) / 2, 'sum', `n: ${n}`);
    }
  });

  test('the device does the adding', async () => {
    const { dispatches } = await run.describeDevice({});
    expectSame(dispatches >= 1, true, 'at least one kernel runs');
  });

  test('a second call opens no second device', async () => {
    const { opened } = await run.describeDevice({});
    expectSame(opened, 0, 'devices that the second call opened');
  });

  test("the limit is the adapter's own, and a program on the CPU is called software", async () => {
    const { first } = await run.describeDevice({});
    const { adapter } = await diagnose();
    expectSame(first.adapter, adapter!.name, 'adapter');
    expectSame(first.software, adapter!.kind === 'software', 'software');
    expectSame(first.maxInvocations, adapter!.limits['maxComputeInvocationsPerWorkgroup'], 'maxInvocations');
  });

  test('without an adapter, the error that names the remedy comes through', async () => {
    const call = run.describeDeviceWithout({ adapterName: 'no-such-adapter' });
    await expectError(call, 'DeviceError', 'no-such-adapter', 'DAWNBOOK_ADAPTER');
  });
});
