/**
 * The `dawnbook` command: its subcommands and their arguments. What a subcommand does is in `commands/`, and is loaded
 * when it is asked for.
 */
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { errorText, exitCodeOf } from './errors.ts';
import { EXIT, EXIT_CODES_HELP } from './exit-codes.ts';
import { REPORT_PURPOSES } from './report-formats.ts';
import { printError } from './terminal/output.ts';

/**
 * Runs a command line.
 *
 * @param args - without the paths of Node and of the script
 * @returns the exit code
 */
export async function runProgram(args: readonly string[]): Promise<number> {
  let exitCode: number = EXIT.ok;
  const program = defineProgram((code) => void (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has shown its message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    printError(errorText(error));
    return exitCodeOf(error);
  }
}

/** The commander program; `onEnd` gets the exit code of the command that ran. */
function defineProgram(onEnd: (exitCode: number) => void): Command {
  const program = new Command('dawnbook')
    .description('The workbook: assignments, tests, grades, experiments.')
    .usage('<command> [options]')
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      // One line: `unknown command 'grad' (Did you mean grade?)`
      outputError: (text) =>
        printError(
          text
            .replace(/^error: /, '')
            .trim()
            .replaceAll('\n', ' '),
        ),
    })
    .addHelpText('afterAll', EXIT_CODES_HELP);

  const run =
    <Args extends unknown[]>(load: () => Promise<(...args: Args) => Promise<number>>) =>
    async (...args: Args): Promise<void> =>
      onEnd(await (await load())(...args));

  program
    .command('start')
    .description('show your assignments and what to do next, and serve the workbook to a browser')
    .option('--once', 'show it and end; serve nothing')
    .option('--port <number>', 'serve on this port and no other', parsePort)
    .action(run(async () => (await import('./commands/start.ts')).start));

  program
    .command('doctor')
    .description('which GPU is used and why, whether it computes right, and what to do if not')
    .option('--json', 'everything that was found, as JSON')
    .action(run(async () => (await import('./commands/doctor.ts')).doctor));

  program
    .command('progress')
    .description('the scoreboards of all assignments, as of the last test runs')
    .argument('[assignment]', 'only this one, such as assignment-1')
    .option('--json', 'as JSON')
    .action(run(async () => (await import('./commands/progress.ts')).progress));

  program
    .command('test')
    .description('run the checks of the whole repository, or the tests of some packages')
    .usage('[--filter <package>] [-- <arguments for vitest>]')
    .argument('[arguments...]', 'for turbo; without any, all there is to check is checked')
    .allowUnknownOption()
    .addHelpText(
      'after',
      `
Examples:
  pnpm test                                            every check there is
  pnpm test --filter assignment-1                      your code, with the public tests
  pnpm test --filter assignment-1 -- merge-pair        only test files with merge-pair in their path`,
    )
    .action(run(async () => (await import('./commands/test.ts')).test));

  program
    .command('grade')
    .description('grade a submission with the public and the hidden tests')
    .argument('<assignment>', 'such as assignment-1')
    .option('--submission <folder>', "the submission's folder; your own by default")
    .option('--report <formats>', 'also write reports: a list of the formats below, such as json,junit')
    .option('--out <folder>', 'where the reports go; .dawnbook/reports/<assignment> by default')
    .option('--exercise <id...>', 'only these exercises')
    .option('--seed <number>', 'repeat a run with the inputs of that run', parseSeed)
    .option('--show-hidden', 'show the messages of hidden tests too; they give their inputs away')
    .addHelpText('after', () =>
      [
        '\nReports:',
        ...Object.entries(REPORT_PURPOSES).map(([format, purpose]) => `  ${format.padEnd(12)}${purpose}`),
        '\nThe exit code is 0 only for full marks in everything that tests can grade.',
      ].join('\n'),
    )
    .action(run(async () => (await import('./commands/grade.ts')).gradeCommand));

  program
    .command('watch')
    .description('run the tests of an exercise again whenever its file changes')
    .argument('[assignment]', 'such as assignment-1; by default the one that you are at')
    .action(run(async () => (await import('./commands/watch.ts')).watch));

  program
    .command('reset')
    .description('put the stub of an exercise back; a copy of your code is kept')
    .argument('<exercise>', 'such as merge-pair')
    .option('--yes', 'do not ask')
    .option('--from <commit>', 'take the stub from this commit')
    .action(run(async () => (await import('./commands/reset.ts')).reset));

  program
    .command('experiment')
    .description('run an experiment with your code; results go to runs/')
    .argument('[name]', 'such as train-bpe-sotu; without it, the experiments are listed')
    .argument('[arguments...]', 'for the experiment, such as --scale full')
    .option('--solution', "with the course's own code instead of yours")
    .allowUnknownOption()
    .passThroughOptions(false)
    .action(run(async () => (await import('./commands/experiment.ts')).experiment));

  program
    .command('runs')
    .description('what experiments have left in runs/: all of them, or the steps of some side by side')
    .argument('[experiments...]', 'such as lr-sweep')
    .option('--plot <file>', 'draw the curves of all steps into one chart, as <file>.svg and <file>.png')
    .option('--curve <name>', 'which curve of the results to draw', 'validation')
    .option('--json', 'everything, as JSON')
    .action(run(async () => (await import('./commands/runs.ts')).runs));

  program
    .command('bench')
    .description('measure how fast code is, as ratios to peers in the same run')
    .argument('[assignment]', 'such as assignment-1; by default the one that you are at')
    .argument('[arguments...]', 'for the benchmarks')
    .option('--solution', "the course's own code instead of yours")
    .allowUnknownOption()
    .action(run(async () => (await import('./commands/bench.ts')).bench));

  return program;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('It must be a whole number from 1 to 65535.');
}

function parseSeed(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31) return seed;
  throw new InvalidArgumentError('It must be a whole number from 0 to 2147483647.');
}
