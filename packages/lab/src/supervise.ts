import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join, relative } from 'node:path';
import { removeStaleTemporaries } from './temporary.ts';
import { runsFolder } from './workspace.ts';

/** An experiment to be run as a process of its own. */
export interface ExperimentProcess {
  /** Name of the experiment, as its script gives it to `Run.open`. */
  readonly experiment: string;
  /** The script, and what it gets in `process.argv`. */
  readonly script: string;
  readonly args?: readonly string[];
  /** What Node gets before the script, such as `--import`. */
  readonly nodeArgs?: readonly string[];
  /** What to type to go on after an interruption. */
  readonly resume: string;
}

/**
 * Runs an experiment in a child process that shares this one's terminal, and ends well when somebody presses Ctrl-C.
 *
 * The child does not handle signals, so it stops at once, even in the middle of a computation that holds its thread
 * (a handler would wait until the end of it). Finished steps are safe by construction; this process removes the
 * unfinished one and says how to go on. SIGTERM is passed on; SIGINT is not, since a terminal sends it to both.
 *
 * @returns the exit code to end with: the child's, or 128 + n if signal n ended it
 */
export async function superviseExperiment(experiment: ExperimentProcess): Promise<number> {
  const { nodeArgs = [], script, args = [] } = experiment;
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], { stdio: 'inherit' });
  const wait = () => {};
  const terminate = () => child.kill('SIGTERM');
  process.on('SIGINT', wait).on('SIGTERM', terminate);
  try {
    const [code, signal] = await exitOf(child);
    if (signal === null) return code ?? 1;
    const folder = join(runsFolder(), experiment.experiment);
    await removeStaleTemporaries(folder);
    process.stderr.write(
      `\n${signal === 'SIGINT' ? 'Interrupted' : `Stopped by ${signal}`}. ` +
        `Finished steps are kept in ${relative('.', folder)}; \`${experiment.resume}\` goes on from there.\n`,
    );
    return 128 + constants.signals[signal];
  } finally {
    process.off('SIGINT', wait).off('SIGTERM', terminate);
  }
}

function exitOf(child: ReturnType<typeof spawn>): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('exit', (code, signal) => resolve([code, signal]));
  });
}
