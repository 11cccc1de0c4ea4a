import type { Reporter, TestModule } from 'vitest/node';
import type { Rubric } from '../rubric.ts';
import { collectOutcomes } from '../suite/collect-outcomes.ts';
import { exerciseStatus, writtenStatus } from '../verdict.ts';
import { type Progress, readProgress, updateProgress } from './progress.ts';
import { renderScoreboard } from './scoreboard.ts';

/** Ends a practice run with the state of every exercise, and remembers it. */
export class ScoreboardReporter implements Reporter {
  readonly #rubric: Rubric;
  readonly #submission: string;

  constructor(rubric: Rubric, submission: string) {
    this.#rubric = rubric;
    this.#submission = submission;
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const changes: Progress = {};
    const outcomes = collectOutcomes(modules);
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
    process.stdout.write(`\n${renderScoreboard(this.#rubric, readProgress(this.#submission), only)}\n`);
  }
}
