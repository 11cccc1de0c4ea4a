import { expect, describe, test } from 'vitest';
import { defineRubric, type Exercise, type Rubric } from '../../src/index.ts';
import { dependsOn, planMutantRuns } from '../../src/self-check/impact.ts';
import { reachableFiles } from '../../src/self-check/reach.ts';
import { writeFiles } from '../support/files.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const SOLUTION = {
  'src/index.ts':
    "export { first } from './first.ts';\nexport * from './second.ts';\nexport * from './deep/third.ts';\n",
  'src/first.ts': "import { shared } from './shared.ts';\nexport function first() { return shared; }\n",
  'src/second.ts': "export class Second {}\nconst url = new URL('./worker.ts', import.meta.url);\n",
  'src/worker.ts': "import { shared } from './shared.ts';\n",
  'src/deep/third.ts':
    "import type { A } from '../types.ts';\nexport async function* third() {}\nexport const thirdToo = 3;\n",
  'src/types.ts': "import './deep/third.ts';\nexport interface A {}\n",
  'src/shared.ts': 'export const shared = 1;\n',
  'src/alone.ts': 'export const alone = 1;\n',
  'README.md': '',
};

function row(id: string, exports: string[], needs: string[] = []): Exercise {
  return { id, title: id, kind: 'code', points: 1, difficulty: 1, minutes: 1, exports, needs };
}

const rubric: Rubric = defineRubric({
  assignment: 9,
  title: 'T',
  exercises: [
    row('first', ['first']),
    row('second', ['Second']),
    row('third', ['third', 'thirdToo']),
    row('alone', ['alone']),
    row('on-first', ['first'], ['first']),
    row('on-on-first', ['Second'], ['on-first']),
    { ...row('written', []), kind: 'written' },
  ],
});

describe('the files of an export', () => {
  test.each<[string[], string[]]>([
    [['first'], ['src/first.ts', 'src/shared.ts']],
    [['Second'], ['src/second.ts', 'src/shared.ts', 'src/worker.ts']],
    [['third'], ['src/deep/third.ts', 'src/types.ts']],
    [
      ['thirdToo', 'alone'],
      ['src/alone.ts', 'src/deep/third.ts', 'src/types.ts'],
    ],
  ])('%s: %s', (exports, files) => {
    using folder = temporaryFolder();
    writeFiles(folder.path, SOLUTION);
    expect([...reachableFiles(folder.path, exports)].toSorted()).toStrictEqual(files);
  });

  test('that nobody declares is an error', () => {
    using folder = temporaryFolder();
    writeFiles(folder.path, SOLUTION);
    expect(() => reachableFiles(folder.path, ['firs'])).toThrow(
      "no file of the solution declares the export 'firs'",
    );
  });
});

test('an exercise depends on those that it needs, and on theirs', () => {
  const find = (id: string): Exercise => rubric.exercises.find((one) => one.id === id)!;
  expect(dependsOn(rubric, find('on-first'), 'first')).toBe(true);
  expect(dependsOn(rubric, find('on-on-first'), 'first')).toBe(true);
  expect(dependsOn(rubric, find('first'), 'on-first')).toBe(false);
  expect(dependsOn(rubric, find('second'), 'first')).toBe(false);
});

test('exercises that need each other do not go round in circles', () => {
  const circle = defineRubric({
    assignment: 9,
    title: 'T',
    exercises: [row('a', ['a'], ['b']), row('b', ['b'], ['a']), row('c', ['c'])],
  });
  expect(dependsOn(circle, circle.exercises[0]!, 'b')).toBe(true);
  expect(dependsOn(circle, circle.exercises[0]!, 'c')).toBe(false);
});

test('bystanders of a mutant reach a file that it changes and do not depend on its exercise', () => {
  using folder = temporaryFolder();
  writeFiles(folder.path, SOLUTION);
  const mutant = (file: string) => ({ name: 'm', mistake: 'm', edits: [{ file, find: 'x', replace: 'y' }] });
  const plan = planMutantRuns(rubric, folder.path, [
    { exercise: 'first', mutants: [mutant('src/first.ts'), mutant('src/shared.ts')] },
    { exercise: 'second', mutants: [mutant('src/shared.ts')] },
    { exercise: 'alone', mutants: [mutant('src/alone.ts')] },
  ]);
  expect(plan.map(({ exercise, bystanders }) => [exercise, ...bystanders])).toStrictEqual([
    ['first'],
    ['first', 'second'],
    ['second', 'first', 'on-first', 'on-on-first'],
    ['alone'],
  ]);
});
