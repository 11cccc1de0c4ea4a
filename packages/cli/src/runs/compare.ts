/** The steps of runs side by side: what was different, and what came of it. */
import type { RecordedStep } from '@dawnbook/lab';

/** A table of text; numbers are shown with four digits. */
export interface Comparison {
  /** Names of the inputs that differ, then of the results. */
  readonly inputs: readonly string[];
  readonly results: readonly string[];
  /** One for each step: its name, then as many cells as there are inputs and results. */
  readonly rows: readonly (readonly string[])[];
}

type Scalar = string | number | boolean | null;

/** Compares the inputs that are not the same in all steps, and the results that are single values. */
export function compareSteps(steps: readonly RecordedStep[]): Comparison {
  const inputs = steps.map((step) => scalarsOf(step.inputs));
  const results = steps.map((step) => scalarsOf(step.result, false));
  const pathsOf = (records: readonly Map<string, Scalar>[]): string[] => [
    ...new Set(records.flatMap((record) => [...record.keys()])),
  ];
  const different = pathsOf(inputs).filter(
    (path) => new Set(inputs.map((record) => record.get(path))).size > 1,
  );
  const found = pathsOf(results);
  return {
    inputs: different.map((path) => shortest(path, different)),
    results: found,
    rows: steps.map(({ name }, i) => [
      name,
      ...different.map((path) => show(inputs[i]!.get(path))),
      ...found.map((path) => show(results[i]!.get(path))),
    ]),
  };
}

/** Single values by their path, such as `settings.lr`. */
function scalarsOf(
  value: unknown,
  isDeep = true,
  path = '',
  into = new Map<string, Scalar>(),
): Map<string, Scalar> {
  if (typeof value === 'object' && value !== null) {
    if (Array.isArray(value) || (path !== '' && !isDeep)) return into;
    for (const [key, item] of Object.entries(value)) {
      scalarsOf(item, isDeep, path === '' ? key : `${path}.${key}`, into);
    }
  } else if (path !== '') into.set(path, value as Scalar);
  return into;
}

/** The end of a path that no other path has. */
function shortest(path: string, all: readonly string[]): string {
  const parts = path.split('.');
  for (let from = parts.length - 1; from > 0; from--) {
    const end = parts.slice(from).join('.');
    if (all.every((other) => other === path || !`.${other}`.endsWith(`.${end}`))) return end;
  }
  return path;
}

/** Longer text is a digest or the like: its beginning tells it from others. */
const MAX_TEXT = 24;

function show(value: Scalar | undefined): string {
  if (value === undefined) return '';
  if (value === null) return '–';
  if (typeof value === 'number')
    return Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(4)));
  const text = String(value);
  return text.length > MAX_TEXT ? `${text.slice(0, 8)}…` : text;
}
