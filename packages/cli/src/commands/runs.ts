import { linePlot, listRuns, type RecordedRun, type RecordedStep, savePlot } from '@dawnbook/lab';
import { resolve } from 'node:path';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { compareSteps } from '../runs/compare.ts';
import { curvesOf } from '../runs/curves.ts';
import { print } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';
import { alternatives } from '../workbook.ts';

/** Lists what experiments have left, or compares the steps of some. */
export async function runs(
  names: readonly string[],
  options: { plot?: string; curve: string; json?: boolean },
): Promise<number> {
  const all = await listRuns();
  const chosen = names.length === 0 ? all : names.map((name) => find(all, name));
  if (options.json) {
    print(JSON.stringify({ version: 1, runs: chosen }, null, 2));
    return EXIT.ok;
  }
  if (names.length === 0) {
    if (options.plot !== undefined)
      throw new UserError('--plot needs to know which runs: pnpm runs <experiment> --plot <file>');
    print(
      all.length === 0 ? ' There are no runs yet; pnpm experiment lists what can be run.' : overview(all),
    );
    return EXIT.ok;
  }
  const steps = stepsOf(chosen);
  print(comparison(steps));
  if (options.plot !== undefined) await draw(steps, options.curve, options.plot);
  return EXIT.ok;
}

function find(all: readonly RecordedRun[], name: string): RecordedRun {
  const found = all.find(({ experiment }) => experiment === name);
  if (found !== undefined) return found;
  const known = all.map(({ experiment }) => experiment);
  throw new UserError(
    known.length === 0
      ? `there is no run '${name}': there are no runs yet`
      : `there is no run '${name}'; ${alternatives(name, known)}`,
  );
}

function overview(all: readonly RecordedRun[]): string {
  const rows = all.map(({ experiment, steps, finished }) => [
    experiment,
    String(steps.length),
    finished!.toISOString().slice(0, 16).replace('T', ' '),
  ]);
  return table([{ title: 'Run' }, { title: 'Steps', align: 'right' }, { title: 'Finished (UTC)' }], rows);
}

/** The steps of several runs carry the names of their runs. */
function stepsOf(chosen: readonly RecordedRun[]): RecordedStep[] {
  return chosen.flatMap(({ experiment, steps }) =>
    chosen.length === 1 ? steps : steps.map((step) => ({ ...step, name: `${experiment}/${step.name}` })),
  );
}

function comparison(steps: readonly RecordedStep[]): string {
  const { inputs, results, rows } = compareSteps(steps);
  const columns = [
    { title: 'Step' },
    ...inputs.map((title) => ({ title, align: 'right' as const })),
    ...results.map((title) => ({ title, align: 'right' as const })),
  ];
  return table(columns, rows);
}

async function draw(steps: readonly RecordedStep[], curve: string, file: string): Promise<void> {
  const { axis, series } = curvesOf(steps, curve);
  const plot = linePlot({
    title: `${curve} loss`,
    x: { title: axis === 'tokens' ? 'tokens seen' : 'steps' },
    y: { title: `${curve} loss (nats per token)` },
    series,
  });
  const path = resolve(file.replace(/\.(svg|png)$/, ''));
  await savePlot(plot, path);
  print(`\n ${path}.svg and .png`);
}
