import { expectSame } from '@dawnbook/grader/suite';
import { diagnose } from '@dawnbook/tensor';
import { exercise } from '../suite.ts';

exercise('gpu-setup', ({ test, run }) => {
  test('the device adds 0 to 9,999 up to 49,995,000', async () => {
    const { first } = await run.describeDevice({});
    expectSame(first.sum, 49_995_000, 'sum');
  });

  test('it is the adapter that the doctor would choose', async () => {
    const { first } = await run.describeDevice({});
    const { adapter } = await diagnose();
    expectSame(first.adapter, adapter!.name, 'adapter');
    expectSame(first.software, adapter!.kind === 'software', 'software');
  });

  test('a workgroup may have 128 invocations or more', async () => {
    const { first } = await run.describeDevice({});
    expectSame(first.maxInvocations >= 128, true, 'maxInvocations ≥ 128');
  });
});
