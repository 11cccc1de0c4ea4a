import type { TestModule } from 'vitest/node';
import { DefaultReporter } from 'vitest/node';
import type { Rubric } from '../rubric.ts';
import { collectOutcomes } from '../suite/collect-outcomes.ts';
import { exerciseStatus, writtenStatus } from '../verdict.ts';
import { type Progress, readProgress, updateProgress } from './progress.ts';
import { renderScoreboard } from './scoreboard.ts';

/**
 * Vitest's own report of what failed, without a line for exercises that are not started, and at the end the state of
 * every exercise, which is remembered.
 */
export class ScoreboardReporter extends DefaultReporter {
  readonly #rubric: Rubric;
  readonly #submission: string;

  constructor(rubric: Rubric, submission: string) {
    super();
    this.#rubric = rubric;
    this.#submission = submission;
  }

  protected override printTestModule(module: TestModule): void {
    const outcomes = module.children.allTests().map((test) => test.meta().dawnbook?.outcome);
    if (!module.ok() || outcomes.some((outcome) => outcome !== 'not-started')) super.printTestModule(module);
  }

  override onTestRunEnd(...args: Parameters<DefaultReporter['onTestRunEnd']>): void {
    super.onTestRunEnd(...args);
    const outcomes = collectOutcomes(args[0]);
    const changes: Progress = {};
    for (const [id, tests] of outcomes) {
      const waitingFor = tests.find((test) => test.waitingFor !== undefined)?.waitingFor;
      changes[id] = {
        status: exerciseStatus(tests),
        passed: tests.filter((test) => test.status === 'passed').length,
        total: tests.length,
        ...(waitingFor === undefined ? {} : { waitingFor }),
      };
    }
    for (const row of this.#rubric.exercises) {
      if (row.kind === 'written') {
        changes[row.id] = { status: writtenStatus(this.#submission, row), passed: 0, total: 0 };
      }
    }
    updateProgress(this.#submission, changes);
    const isWhole = this.#rubric.exercises.every((row) => row.kind === 'written' || outcomes.has(row.id));
    // Whoever runs one exercise wants to see that one.
    const only = isWhole ? undefined : new Set(outcomes.keys());
    this.log(`\n${renderScoreboard(this.#rubric, readProgress(this.#submission), only)}\n`);
    // For a log, from which `dawnbook test` takes it.
    if (!process.stdout.isTTY) this.log(`${testCounts(args[0])}\n`);
  }

  /** Counts of files and tests; the scoreboard says it better, where every test belongs to an exercise. */
  override reportTestSummary(): void {}
}

/** ` Tests  1 failed | 41 passed | 3 skipped (45)`, as Vitest has it. */
function testCounts(modules: readonly TestModule[]): string {
  const states = modules.flatMap((module) =>
    [...module.children.allTests()].map((test) => test.result().state),
  );
  const counts = (['failed', 'passed', 'skipped'] as const)
    .map((state) => ({ state, count: states.filter((one) => one === state).length }))
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${count} ${state}`);
  return ` Tests  ${counts.join(' | ')} (${states.length})`;
}
