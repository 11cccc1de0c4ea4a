/**
 * `@dawnbook/tensor` against jax-js on the same WebGPU adapter; jax-js on WebAssembly and PyTorch on the CPU for scale.
 */
import { contest, type ContestResult, medianSeconds, Progress } from '@dawnbook/lab';
import { openDevice } from '@dawnbook/tensor';
import { loadavg } from 'node:os';
import { contestant, type EngineName, engineNames, shortWorks, training, type Work } from './contests.ts';

const script = new URL('./contestants.ts', import.meta.url);
/** How far outcomes of engines that computed the same may differ, as a share: they add up in different orders. */
const TOLERANCE = 1e-4;

const { adapter } = await openDevice();
process.stdout.write(
  `WebGPU on ${adapter.name} (${adapter.driver}); load of the machine before: ${loadavg()[0]!.toFixed(1)}\n`,
);
const progress = new Progress();
const run = (works: readonly Work[], rounds: number): Promise<ContestResult[]> =>
  contest({
    script,
    contestants: works.flatMap((work) => engineNames.map((engine) => contestant(engine, work))),
    rounds,
    progress,
  });
const results = new Map(
  [...(await run(shortWorks, 2)), ...(await run([training], 1))].map((result) => [result.name, result]),
);

const works = [...shortWorks, training];
printTable([
  ['milliseconds', ...engineNames, 'speed of tensor', 'jax-js ÷ tensor', 'both eager', 'outcome'],
  ...works.map((work) => [
    work.name,
    ...engineNames.map((engine) => milliseconds(work, engine)?.toFixed(1) ?? 'not installed'),
    speed(work),
    ratio(work, 'jax-js', 'tensor'),
    ratio(work, 'jax-js, eager', 'tensor, eager'),
    outcomes(work)[0]!.toFixed(3),
  ]),
]);
process.stdout.write(
  'Operations: median of 2 rounds. Eager: polling for results without pause, which takes a core from the kernels.\n',
);
for (const work of works) requireSameOutcomes(work);

function resultOf(work: Work, engine: EngineName): ContestResult {
  return results.get(contestant(engine, work))!;
}

/** Of one operation or step; undefined for an engine that is not installed. */
function milliseconds(work: Work, engine: EngineName): number | undefined {
  const result = resultOf(work, engine);
  return result.absent === undefined ? (1000 * medianSeconds(result)) / work.repetitions : undefined;
}

function speed(work: Work): string {
  const { amount } = work;
  if (amount === undefined) return '';
  const [units, unit] = 'flops' in amount ? [amount.flops, 'GFLOP/s'] : [amount.bytes, 'GB/s'];
  return `${(units / milliseconds(work, 'tensor')! / 1e6).toFixed(1)} ${unit}`;
}

function ratio(work: Work, engine: EngineName, base: EngineName): string {
  return `${(milliseconds(work, engine)! / milliseconds(work, base)!).toFixed(2)} ×`;
}

function outcomes(work: Work): number[] {
  return engineNames.flatMap((engine) =>
    resultOf(work, engine).measurements.map(({ outcome }) => Number(outcome)),
  );
}

/** @throws Error if somebody computed something else */
function requireSameOutcomes(work: Work): void {
  const all = outcomes(work);
  const off = all.find((outcome) => !(Math.abs(outcome - all[0]!) <= TOLERANCE * Math.abs(all[0]!)));
  if (off !== undefined) {
    throw new Error(`${work.name}: the engines did not compute the same. Outcomes: ${all.join(', ')}`);
  }
}

function printTable(rows: readonly (readonly string[])[]): void {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  for (const row of rows) {
    const [first, ...others] = row.map((cell, i) =>
      i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!),
    );
    process.stdout.write(`${[first, ...others].join('  ')}\n`);
  }
}
