import { handoutLink } from '@dawnbook/grader/course';
import pc from 'picocolors';
import { examine } from '../doctor/examine.ts';
import { doctorLine } from '../doctor/report.ts';
import { EXIT } from '../exit-codes.ts';
import { print } from '../terminal/output.ts';
import { table } from '../terminal/table.ts';
import { type Assignment, currentAssignment, findRoot, openAssignments } from '../workbook.ts';

/** What `dawnbook start` is asked for. */
export interface StartOptions {
  readonly once?: boolean;
  readonly port?: number;
}

/** Shows where the student stands and what comes next; then serves the workbook until Ctrl-C. */
export async function start({ once, port }: StartOptions): Promise<number> {
  const root = findRoot();
  const assignments = await openAssignments(root);
  // First of all: it may turn out that the port is taken.
  const served = once ? undefined : await (await import('../site/serve.ts')).serve(root, port);
  print(`\n ${doctorLine(await examine())}\n`);
  print(assignmentTable(assignments));
  print(`\n${nextStep(currentAssignment(assignments))}`);
  if (served !== undefined) {
    print(`\n Workbook: ${pc.cyan(served.url)} ${pc.dim('(Ctrl-C ends)')}`);
    await served.untilInterrupted();
  }
  return EXIT.ok;
}

function assignmentTable(assignments: readonly Assignment[]): string {
  return table(
    [
      { title: 'Assignment' },
      { title: 'Subject' },
      { title: 'Exercises', align: 'right' },
      { title: 'Points', align: 'right' },
      { title: '' },
    ],
    assignments.map(({ name, rubric, standing }) => {
      const { done, total, points, maxPoints, waitingPoints } = standing;
      const waiting = waitingPoints > 0 ? pc.dim(`+ ${waitingPoints} by hand`) : '';
      return [name, rubric.title, `${done} of ${total}`, `${points} of ${maxPoints}`, waiting];
    }),
  );
}

function nextStep({ name, rubric, standing: { next } }: Assignment): string {
  const test = ` Test:  ${pc.cyan(`pnpm test --filter ${name}`)}`;
  if (next === undefined) {
    return [' All exercises are done.', ` Grade: ${pc.cyan(`pnpm grade ${name}`)}`].join('\n');
  }
  return [
    ` Next:  ${pc.cyan(next.id)} (${next.title}, about ${next.minutes} min)`,
    ` Read:  ${handoutLink(rubric, next.id)}`,
    test,
  ].join('\n');
}
