import { expectAtMost, expectError, expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('run-log', ({ test, run }) => {
  const config = { batchSize: 2, contextLength: 4 };
  const steps = (...list: number[]) => list.map((step) => ({ step, loss: step / 4 }));
  const read = (records: Record<string, number | string>[]) => records.map(({ step }) => step);

  test('a torn last line is left out', async () => {
    const { records } = await run.runLog({ config, records: steps(0, 1, 2), torn: '{"step":3,"lo' });
    expectSame(read(records), [0, 1, 2], 'steps');
  });

  test('a resumed run drops the records from its first step on, and a torn line', async () => {
    const { records, lines } = await run.runLog({
      config,
      records: steps(0, 5, 10, 15),
      torn: '{"step":20,',
      resumeAt: 10,
      moreRecords: [
        { step: 10, loss: 77 },
        { step: 15, loss: 78 },
      ],
    });
    expectSame(
      records.map(({ step, loss }) => [step, loss]),
      [
        [0, 0],
        [5, 1.25],
        [10, 77],
        [15, 78],
      ],
      'steps and losses',
    );
    expectSame(lines.length, 5, 'number of lines, the empty one after the last line break included');
  });

  test('seconds go on in a resumed run', async () => {
    const { records } = await run.runLog({
      config,
      records: steps(0, 1),
      resumeAt: 2,
      moreRecords: steps(2, 3),
    });
    const seconds = records.map(({ wallSeconds }) => Number(wallSeconds));
    expectSame(
      seconds,
      seconds.toSorted((a, b) => a - b),
      'wallSeconds, sorted',
    );
  });

  test('NaN and infinities survive as strings', async () => {
    const { records } = await run.runLog({
      config,
      records: [{ step: 0, a: Number.NaN, b: Infinity, c: -Infinity, d: 'text', e: -0.5 }],
    });
    const { a, b, c, d, e } = records[0]!;
    expectSame([a, b, c, d, e], ['NaN', 'Infinity', '-Infinity', 'text', -0.5], 'values');
  });

  test('steps rise strictly', async () => {
    await expectError(run.runLog({ config, records: steps(0, 3, 3) }), 'RangeError', '3');
    await expectError(run.runLog({ config, records: steps(4, 2) }), 'RangeError', '2', '4');
  });

  test('two runs at the same time', async () => {
    const records: [{ step: number }[], { step: number }[]] = [steps(0, 1, 2, 3), steps(7, 8)];
    const both = await run.runLogPair({ records });
    expectSame(
      both.map(read),
      [
        [0, 1, 2, 3],
        [7, 8],
      ],
      'steps of both',
    );
  });

  test('lines are appended: what somebody else has appended stays', async () => {
    const { lines } = await run.runLog({
      config,
      records: steps(0, 1, 2),
      foreign: '{"step":0.5,"note":"mine"}',
    });
    expectSame(lines[1], '{"step":0.5,"note":"mine"}', 'second line');
    expectSame(lines.length, 5, 'number of lines, the empty one after the last line break included');
  });

  test('10,000 records', async () => {
    const { records } = await run.runLog({
      config,
      records: steps(...Array.from({ length: 10_000 }, (_, i) => i)),
    });
    expectSame(records.length, 10_000, 'number of records');
    expectSame(records.at(-1)!['tokens'], 80_000, 'tokens of the last one');
  });

  test('seconds are counted from the beginning of the run', async () => {
    const { records, elapsed } = await run.runLog({ config, records: steps(0, 1) });
    const seconds = records.map(({ wallSeconds }) => Number(wallSeconds));
    expectAtMost(seconds[1]!, elapsed, `wallSeconds, when the whole run took ${elapsed} s,`);
    expectSame(
      seconds.every((each) => each >= 0),
      true,
      'whether no time is negative',
    );
  });
});
