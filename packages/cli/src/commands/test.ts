import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { EXIT } from '../exit-codes.ts';
import { print } from '../terminal/output.ts';
import { readTaskResults, renderSummary } from '../test/summary.ts';
import { runTurbo } from '../turbo.ts';
import { findRoot } from '../workbook.ts';

/** What there is to check: tests, types, lint rules and format, the documentation of the API. */
const CHECKS = ['test', 'typecheck', 'lint', 'docs'] as const;
/** One package for each core. Tests use several processes themselves; more at a time would only make each of them slow. */
const CONCURRENCY = '100%';

/**
 * Without arguments, runs every check there is and ends with a line `N passed, N failed`. With arguments, runs the tests
 * that they select.
 *
 * @param args - for turbo
 */
export async function test(args: readonly string[]): Promise<number> {
  const root = findRoot();
  if (args.length > 0)
    return runTurbo(root, ['run', 'test', ...logOptions(args), ...cacheOptions(args), ...args]);

  const before = listSummaries(root);
  const exitCode = await runTurbo(root, [
    'run',
    ...CHECKS,
    '--continue=always',
    `--concurrency=${CONCURRENCY}`,
    '--summarize',
  ]);
  const written = listSummaries(root).find((file) => !before.includes(file));
  // Turbo was interrupted, or has said why it did not begin.
  if (written === undefined) return exitCode === 0 ? EXIT.internal : exitCode;
  const tasks = readTaskResults(root, written);
  rmSync(written);
  print(`\n${renderSummary(tasks)}`);
  return tasks.every(({ passed }) => passed) ? exitCode : EXIT.no;
}

/** In the log of one package, its name in front of each line is only in the way. */
function logOptions(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const filters = own.flatMap((arg, i) => {
    if (arg === '--filter' || arg === '-F') return [own[i + 1] ?? ''];
    return arg.startsWith('--filter=') ? [arg.slice('--filter='.length)] : [];
  });
  const isOnePackage = filters.length === 1 && /^[@\w/-]+$/.test(filters[0]!);
  return isOnePackage && !own.some((arg) => arg.startsWith('--log-')) ? ['--log-prefix=none'] : [];
}

/**
 * A run of some tests says nothing about the others; taken from the cache, it would put an old state of theirs in the
 * place of a newer one.
 */
function cacheOptions(args: readonly string[]): string[] {
  return args.includes('--') ? ['--force'] : [];
}

/** The summaries that turbo has written. */
function listSummaries(root: string): string[] {
  const folder = join(root, '.turbo', 'runs');
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
}
