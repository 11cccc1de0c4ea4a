import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from './atomic.ts';
import { hasCode } from './errors.ts';
import { Progress } from './progress.ts';
import { RunLog } from './run-log.ts';
import type { LogRecord } from './run-log.ts';
import { changedInputs, describeFiles, MANIFEST, readStep, throughJson } from './step.ts';
import type { FinishedStep, StepInputs, StepManifest, StepState } from './step.ts';
import { removeStaleTemporaries, temporaryName } from './temporary.ts';
import { runsFolder } from './workspace.ts';

/**
 * An experiment's folder, `runs/<experiment>`. Its work is cut into steps, and each step's files and result appear
 * together, by the rename of one folder. So the process may be killed at any moment: the next run keeps the steps that
 * were finished and goes on with the first that was not.
 *
 * ```
 * runs/train-bpe-sotu/log.jsonl              what happened when, appended
 * runs/train-bpe-sotu/sotu-1024/step.json    inputs, result, sizes and SHA-256 of the step's files
 * runs/train-bpe-sotu/sotu-1024/…            the step's files
 * runs/train-bpe-sotu/….svg, ….png           whatever is made from the results, replaced by each run
 * ```
 */
export class Run {
  readonly experiment: string;
  readonly folder: string;
  readonly log: RunLog;
  readonly progress: Progress;
  readonly #seen = new Set<string>();

  private constructor(experiment: string, folder: string, log: RunLog, progress: Progress) {
    this.experiment = experiment;
    this.folder = folder;
    this.log = log;
    this.progress = progress;
  }

  /**
   * Opens the folder of an experiment, new or old, and removes what killed runs have left unfinished.
   *
   * @param experiment name of the experiment and of its folder
   */
  static async open(experiment: string, progress = new Progress()): Promise<Run> {
    const folder = join(runsFolder(), checkName(experiment, 'an experiment'));
    await mkdir(folder, { recursive: true });
    await removeStaleTemporaries(folder);
    const log = RunLog.open(join(folder, 'log.jsonl'));
    log.append({ at: now(), event: 'start', experiment });
    return new Run(experiment, folder, log, progress);
  }

  /**
   * Does a piece of work, or keeps what an earlier run has done: if a step of this name has finished with equal inputs
   * and its files are unchanged, its result is returned, and the work is not called.
   *
   * @param inputs everything that the outcome depends on, as JSON: parameters, digests of data, the `codeVersion` of the code
   * @param work writes its files into the folder that it is given, an empty one, and returns its result, as JSON. The
   *   folder gets its final name when the work is done; if it throws, the folder is removed
   * @throws {TypeError} if inputs or result are not JSON
   * @throws {Error} if this run has had a step of the same name; and whatever the work throws
   */
  async step<Result>(
    name: string,
    inputs: StepInputs,
    work: (folder: string) => Result | Promise<Result>,
  ): Promise<FinishedStep<Result>> {
    const folder = join(this.folder, checkName(name, 'a step'));
    if (this.#seen.has(name))
      throw new Error(`This run has had a step "${name}" already: names must differ.`);
    this.#seen.add(name);
    const wanted = throughJson(inputs, `The inputs of step "${name}"`);

    const earlier = await readStep(folder);
    const problem = whyAgain(earlier, wanted);
    if (earlier.state === 'finished' && problem === undefined) {
      this.progress.note(`= ${name}: kept from an earlier run`);
      this.#logStep(name, 'kept');
      const { result, files } = earlier.manifest;
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the work returned it when the inputs were the same
      return { name, folder, result: result as Result, files };
    }
    if (problem !== undefined) this.progress.note(`~ ${name}: runs again, ${problem}`);

    const started = performance.now();
    const unfinished = temporaryName(folder);
    await mkdir(unfinished);
    try {
      const result = throughJson(await work(unfinished), `The result of step "${name}"`);
      const files = await describeFiles(unfinished);
      const manifest: StepManifest = { inputs: wanted, result, files };
      await writeFileAtomic(join(unfinished, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
      await replaceFolder(folder, unfinished);
      this.#logStep(name, 'finished', { seconds: (performance.now() - started) / 1000 });
      return { name, folder, result, files };
    } catch (error) {
      await rm(unfinished, { recursive: true, force: true });
      throw error;
    }
  }

  #logStep(step: string, state: 'kept' | 'finished', more: LogRecord = {}): void {
    this.log.append({ at: now(), event: 'step', step, state, ...more });
  }

  /** Closes the log. `using run = await Run.open(…)` does it at the end of the block. */
  [Symbol.dispose](): void {
    this.log.close();
  }
}

/**
 * A step that another experiment has finished, or undefined if there is none, or its files have been changed. Its result
 * is whatever that experiment returned: check it before use.
 */
export async function finishedStep(
  experiment: string,
  name: string,
): Promise<FinishedStep<unknown> | undefined> {
  const folder = join(runsFolder(), checkName(experiment, 'an experiment'), checkName(name, 'a step'));
  const earlier = await readStep(folder);
  if (earlier.state !== 'finished') return undefined;
  return { name, folder, result: earlier.manifest.result, files: earlier.manifest.files };
}

function checkName(name: string, what: string): string {
  if (/^[a-z0-9][a-z0-9._-]*$/.test(name)) return name;
  throw new RangeError(
    `"${name}" cannot be the name of ${what}: use lower-case letters, digits, "-", "_" and ".".`,
  );
}

/** Why a step that was there before cannot be kept; undefined if it can, or was not there. */
function whyAgain(earlier: StepState, wanted: StepInputs): string | undefined {
  if (earlier.state === 'absent') return undefined;
  if (earlier.state === 'unusable') return earlier.problem;
  const changed = changedInputs(earlier.manifest.inputs, wanted);
  return changed.length > 0 ? `other inputs: ${changed.join(', ')}` : undefined;
}

/** Puts a finished folder in its place. Between the two renames there is none, which is as good as unfinished. */
async function replaceFolder(folder: string, finished: string): Promise<void> {
  const old = temporaryName(folder);
  if (await exists(folder)) await rename(folder, old);
  await rename(finished, folder);
  await rm(old, { recursive: true, force: true });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => {
      if (hasCode(error, 'ENOENT')) return false;
      throw error;
    },
  );
}

function now(): string {
  return new Date().toISOString();
}
