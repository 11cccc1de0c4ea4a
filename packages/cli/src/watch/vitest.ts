import type { Exercise } from '@dawnbook/grader';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UserError } from '../errors.ts';
import { runOnTerminal } from '../terminal/run.ts';
import type { Assignment } from '../workbook.ts';

/** Runs the public tests of some exercises on this terminal, and returns Vitest's exit code. */
export function runTests({ name, folders }: Assignment, exercises: readonly Exercise[]): Promise<number> {
  const filters = exercises.map((row) => `public/${row.id}.test.ts`);
  const vitest = vitestScript(name, folders.assignmentDir);
  return runOnTerminal(process.execPath, [vitest, 'run', ...filters], folders.assignmentDir);
}

function vitestScript(name: string, assignmentDir: string): string {
  try {
    const file = createRequire(join(assignmentDir, 'package.json')).resolve('vitest/package.json');
    const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { bin: { vitest: string } };
    return join(dirname(file), bin.vitest);
  } catch {
    throw new UserError(`vitest is not installed for ${name}; run pnpm install`);
  }
}
