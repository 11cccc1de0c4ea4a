import { superviseExperiment } from '@dawnbook/lab';
import { existsSync } from 'node:fs';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { type ExperimentScript, listExperiments } from '../experiment/list.ts';
import { print } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';
import { alternatives, findRoot } from '../workbook.ts';

/** Runs an experiment, or lists what there is. */
export async function experiment(
  name: string | undefined,
  args: readonly string[],
  options: { solution?: boolean },
): Promise<number> {
  const root = findRoot();
  const experiments = listExperiments(root);
  if (name === undefined) {
    print(experimentTable(experiments));
    return EXIT.ok;
  }
  const found = experiments.find((one) => one.name === name);
  if (found === undefined) {
    const names = experiments.map((one) => one.name);
    throw new UserError(`there is no experiment '${name}'; ${alternatives(name, names)}`);
  }
  return run(found, args, options.solution ?? false);
}

function run(
  { name, script, solutionDir }: ExperimentScript,
  args: readonly string[],
  onSolution: boolean,
): Promise<number> {
  const resume = ['pnpm experiment', name, ...(onSolution ? ['--solution'] : []), ...args].join(' ');
  const imports = [import.meta.resolve('../experiment/explain-stubs.ts')];
  if (onSolution) {
    if (!existsSync(solutionDir)) {
      throw new UserError(`this workbook has no ${solutionDir}; leave out --solution to run your own code`);
    }
    process.env['DAWNBOOK_SUBMISSION'] = solutionDir;
    imports.push(import.meta.resolve('@dawnbook/grader/use-submission'));
  }
  return superviseExperiment({
    experiment: onSolution ? `${name}.solution` : name,
    nodeArgs: imports.map((url) => `--import=${url}`),
    script,
    args,
    resume,
  });
}

function experimentTable(experiments: readonly ExperimentScript[]): string {
  if (experiments.length === 0) return ' This workbook has no experiments.';
  const columns = [{ title: 'Experiment' }, { title: 'Assignment' }, { title: 'What it does' }];
  return table(
    columns,
    experiments.map(({ name, assignment, summary }) => [name, assignment, summary]),
  );
}
