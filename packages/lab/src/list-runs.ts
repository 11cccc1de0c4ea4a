import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from './errors.ts';
import { MANIFEST, parseManifest, type StepInputs } from './step.ts';
import { runsFolder } from './workspace.ts';

/** A step that has run to its end, as its folder says. */
export interface RecordedStep {
  readonly name: string;
  /** Everything that its outcome depends on. */
  readonly inputs: StepInputs;
  /** What its function returned. */
  readonly result: unknown;
}

/** What there is of an experiment. */
export interface RecordedRun {
  readonly experiment: string;
  readonly folder: string;
  /** By name. */
  readonly steps: readonly RecordedStep[];
  /** When the last step was finished; undefined if none was. */
  readonly finished: Date | undefined;
}

/**
 * All experiments that have results in the {@link runsFolder}, by name. Damaged steps are left out; files are not checked.
 */
export async function listRuns(): Promise<RecordedRun[]> {
  const root = runsFolder();
  const runs = await Promise.all(
    (await foldersIn(root)).map((name) => readRecordedRun(name, join(root, name))),
  );
  return runs.filter(({ steps }) => steps.length > 0);
}

async function readRecordedRun(experiment: string, folder: string): Promise<RecordedRun> {
  const steps: RecordedStep[] = [];
  let last = 0;
  for (const name of await foldersIn(folder)) {
    const path = join(folder, name, MANIFEST);
    const manifest = await readFile(path, 'utf8').then(parseManifest, (error: unknown) => {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    });
    if (manifest === undefined) continue;
    steps.push({ name, inputs: manifest.inputs, result: manifest.result });
    last = Math.max(last, (await stat(path)).mtimeMs);
  }
  return { experiment, folder, steps, finished: steps.length === 0 ? undefined : new Date(last) };
}

/** Visible folders, by name; none if there is no such folder. */
async function foldersIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    return names.filter((name) => !name.startsWith('.')).toSorted(byNumbers.compare);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [];
    throw error;
  }
}

/** `batch-4` comes before `batch-16`. */
const byNumbers = new Intl.Collator('en', { numeric: true });
