import {
  grade,
  type GradeOptions,
  type GradeResult,
  githubAnnotations,
  IntakeError,
  type ReportFormat,
  writeReports,
} from '@dawnbook/grader/judge';
import { join, relative } from 'node:path';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { gradeProgress } from '../grade/progress-display.ts';
import { gradeReport } from '../grade/report.ts';
import { parseReportFormats } from '../report-formats.ts';
import { print, remark } from '../terminal/output.ts';
import { alternatives, type Assignment, findRoot, openAssignment, typedPath } from '../workbook.ts';

/** What `dawnbook grade` is asked for. */
export interface GradeCommandOptions {
  readonly submission?: string;
  readonly report?: string;
  readonly out?: string;
  readonly exercise?: readonly string[];
  readonly seed?: number;
  readonly showHidden?: boolean;
}

/** Grades a submission, shows the result, and writes the reports that are asked for. */
export async function gradeCommand(name: string, options: GradeCommandOptions): Promise<number> {
  const root = findRoot();
  const assignment = await openAssignment(root, name);
  const formats = options.report === undefined ? [] : parseReportFormats(options.report);
  checkExercises(assignment, options.exercise ?? []);

  const interruption = new AbortController();
  const interrupt = (): void => interruption.abort();
  process.once('SIGINT', interrupt);
  let result: GradeResult;
  try {
    result = await gradeWithProgress(assignment, {
      folders: assignment.folders,
      signal: interruption.signal,
      ...(options.submission === undefined ? {} : { submission: typedPath(options.submission) }),
      ...(options.exercise === undefined ? {} : { exercises: options.exercise }),
      ...(options.seed === undefined ? {} : { seed: options.seed }),
    });
  } catch (error) {
    if (interruption.signal.aborted) {
      remark('Interrupted; nothing was graded.');
      return EXIT.interrupted;
    }
    if (error instanceof IntakeError) throw new UserError(error.message);
    throw error;
  } finally {
    process.off('SIGINT', interrupt);
  }

  print(`\n${gradeReport(result, { showHidden: options.showHidden ?? false })}`);
  const out =
    options.out === undefined ? join(root, '.dawnbook', 'reports', assignment.name) : typedPath(options.out);
  showReports(result, formats, out);
  if (result.infrastructureErrors.length > 0) return EXIT.internal;
  return result.points === result.maxPoints ? EXIT.ok : EXIT.no;
}

/** @throws {@link UserError} for an exercise that the assignment does not have */
function checkExercises({ name, rubric }: Assignment, wanted: readonly string[]): void {
  const ids = rubric.exercises.map((row) => row.id);
  for (const id of wanted) {
    if (ids.includes(id)) continue;
    throw new UserError(
      `${name} has no exercise '${id}'; ${alternatives(id, ids, 'pnpm progress lists them')}`,
    );
  }
}

async function gradeWithProgress({ rubric }: Assignment, options: GradeOptions): Promise<GradeResult> {
  const tested = rubric.exercises.filter(
    (row) => row.kind !== 'written' && (options.exercises?.includes(row.id) ?? true),
  );
  const progress = gradeProgress(tested.length);
  try {
    return await grade({ ...options, onTest: progress.onTest });
  } finally {
    progress.end();
  }
}

function showReports(result: GradeResult, formats: readonly ReportFormat[], out: string): void {
  for (const path of writeReports(result, formats, out)) print(` Report: ${relative(process.cwd(), path)}`);
  if (formats.includes('github') && process.env['GITHUB_ACTIONS'] === 'true')
    print(githubAnnotations(result));
}
