import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Exercise } from '../src/index.ts';
import {
  ANSWER_PLACEHOLDER,
  answerPath,
  exerciseStatus,
  type TestOutcome,
  writtenStatus,
} from '../src/verdict.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

type Status = TestOutcome['status'];

function outcomes(...statuses: Status[]): TestOutcome[] {
  return statuses.map((status, i) => ({
    name: `test ${i}`,
    file: 'f',
    visibility: 'public',
    status,
    durationMs: 0,
  }));
}

describe('exerciseStatus', () => {
  test('an exercise without tests has crashed', () => {
    expect(exerciseStatus([])).toBe('crashed');
  });

  // From the worst to the best: each decides over those after it.
  const order: Status[] = [
    'protocol-error',
    'out-of-memory',
    'crashed',
    'timeout',
    'failed',
    'not-started',
    'passed',
  ];
  test('is that of the worst test', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 6 }), (statuses) => {
        const worst = order.find((status) => statuses.includes(status));
        expect(exerciseStatus(outcomes(...statuses))).toBe(worst);
      }),
    );
  });

  test('one test that did not pass is enough', () => {
    for (const status of order.slice(0, -1))
      expect(exerciseStatus(outcomes('passed', status, 'passed'))).toBe(status);
  });
});

describe('writtenStatus', () => {
  const exercise: Exercise = {
    id: 'why-utf-8',
    title: 'Why',
    kind: 'written',
    points: 1,
    difficulty: 1,
    minutes: 5,
    exports: [],
  };

  test('is not started without a file, and with the placeholder in it', () => {
    using folder = temporaryFolder();
    expect(answerPath(exercise)).toBe('answers/why-utf-8.md');
    expect(writtenStatus(folder.path, exercise)).toBe('not-started');
    mkdirSync(join(folder.path, 'answers'));
    const file = join(folder.path, 'answers', 'why-utf-8.md');
    writeFileSync(file, `# Why\n\n${ANSWER_PLACEHOLDER}\n`);
    expect(writtenStatus(folder.path, exercise)).toBe('not-started');
    writeFileSync(file, '# Why\n\nBecause.\n');
    expect(writtenStatus(folder.path, exercise)).toBe('needs-manual-grading');
  });
});
