import { expectSame } from '@dawnbook/grader/suite';
import { exercise } from '../suite.ts';

exercise('run-log', ({ test, run }) => {
  const config = { batchSize: 4, contextLength: 8, name: 'first' };
  const records = [
    { step: 0, loss: 3.5 },
    { step: 10, loss: 2.25 },
  ];

  test('two records', async () => {
    const { records: read } = await run.runLog({ config, records });
    expectSame(
      read.map(({ step, loss }) => ({ step: step!, loss: loss! })),
      records,
      'records',
    );
  });

  test('the configuration', async () => {
    expectSame((await run.runLog({ config, records })).config, config, 'config');
  });

  test('tokens seen, and seconds', async () => {
    const { records: read } = await run.runLog({ config, records });
    expectSame(
      read.map(({ tokens }) => tokens),
      [32, 352],
      'tokens: (step + 1) · batchSize · contextLength',
    );
    expectSame(
      read.map(({ wallSeconds }) => typeof wallSeconds),
      ['number', 'number'],
      'types of wallSeconds',
    );
  });
});
