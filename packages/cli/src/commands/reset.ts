import { confirm, isCancel } from '@clack/prompts';
import { declaringFiles, forgetProgress } from '@dawnbook/grader/course';
import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import pc from 'picocolors';
import { UserError } from '../errors.ts';
import { EXIT } from '../exit-codes.ts';
import { findPristine } from '../reset/pristine.ts';
import { backupFolder, changedFiles, restore } from '../reset/restore.ts';
import { print } from '../terminal/output.ts';
import { findExercise, findRoot, type LocatedExercise } from '../workbook.ts';

/** What `dawnbook reset` is asked for. */
export interface ResetOptions {
  readonly yes?: boolean;
  readonly from?: string;
}

/** Puts the stub of an exercise back and keeps a copy of what was there. */
export async function reset(id: string, { yes, from }: ResetOptions): Promise<number> {
  const root = findRoot();
  const located = await findExercise(root, id);
  const { assignmentDir } = located.assignment.folders;
  const pristine = findPristine(root, located, from);
  const files = changedFiles(assignmentDir, pristine);
  const paths = files.map(({ path }) => path);
  if (files.length === 0) {
    const all = pristine.files.map(({ path }) => path).join(', ');
    print(` Nothing to do: ${all} is as it was in the beginning.`);
    return EXIT.ok;
  }

  const backup = backupFolder(assignmentDir, id, new Date());
  const isThere = files.some(({ path }) => existsSync(`${assignmentDir}/${path}`));
  print(
    ` ${pc.bold(paths.join(', '))} goes back to commit ${pristine.commit.slice(0, 8)} (${pristine.origin}).`,
  );
  const others = otherExercises(located, paths);
  if (others.length > 0) {
    print(` ${pc.yellow('!')} The same file has code of ${others.join(', ')}; that goes back, too.`);
  }
  if (isThere) print(` Your version will be kept in ${relative(root, backup)}`);

  if (!yes) {
    if (!process.stdin.isTTY || !process.stdout.isTTY) {
      throw new UserError(
        `reset asks before it changes files, and there is no terminal to ask on; add --yes`,
      );
    }
    const answer = await confirm({ message: `Reset ${id}?`, initialValue: false });
    if (isCancel(answer)) return EXIT.interrupted;
    if (!answer) {
      print(' Nothing was changed.');
      return EXIT.no;
    }
  }
  restore(assignmentDir, files, backup);
  forgetProgress(assignmentDir, [id, ...others]);
  print(` ${pc.green('✓')} ${id} is a stub again.`);
  return EXIT.ok;
}

/** Exercises that have code in one of the files, but are not the one that is reset. */
function otherExercises({ assignment, exercise }: LocatedExercise, paths: readonly string[]): string[] {
  const { rubric, folders } = assignment;
  return rubric.exercises
    .filter((row) => row.id !== exercise.id && row.kind !== 'written')
    .filter((row) =>
      [...declaringFiles(folders.assignmentDir, row.exports)].some((file) => paths.includes(file)),
    )
    .map((row) => row.id);
}
