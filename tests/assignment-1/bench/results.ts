import { type ContestResult, medianSeconds } from '@dawnbook/lab';

/** What to print of a contest. */
export interface Results {
  readonly title: string;
  readonly results: readonly ContestResult[];
  /** Size of the input, for MB/s; left out if the input is not a text. */
  readonly megabytes?: number;
  /** What the outcome is a number of. */
  readonly outcome: string;
}

/** Prints a table: times, and how many times as fast the first contestant is. */
export function printResults({ title, results, megabytes, outcome }: Results): void {
  const ours = medianSeconds(results[0]!);
  const rows = results.map((result) => {
    if (result.absent !== undefined) return [result.name, result.absent, '', '', '', ''];
    const seconds = medianSeconds(result);
    const peak = Math.max(...result.measurements.map(({ peakMiB }) => peakMiB));
    const outcomes = new Set(result.measurements.map((measurement) => measurement.outcome));
    return [
      result.name,
      `${seconds.toFixed(2)} s`,
      megabytes === undefined ? '' : `${(megabytes / seconds).toFixed(1)} MB/s`,
      result === results[0] ? '1' : `${(seconds / ours).toFixed(2)} ×`,
      `${peak.toFixed(0)} MiB`,
      [...outcomes].map((value) => value.toLocaleString('en')).join(', '),
    ];
  });
  const head = ['', 'time', megabytes === undefined ? '' : 'speed', 'time ÷ first', 'memory', outcome];
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd();
  process.stdout.write(`\n${title}\n${[head, ...rows].map((row) => `  ${line(row)}`).join('\n')}\n`);
}
