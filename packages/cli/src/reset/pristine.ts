/** Finding the stub of an exercise in the history of the workbook. */
import type { Exercise } from '@dawnbook/grader';
import { ANSWER_PLACEHOLDER, answerPath } from '@dawnbook/grader/course';
import { UserError } from '../errors.ts';
import type { LocatedExercise } from '../workbook.ts';
import { Git } from './git.ts';

/** The files of an exercise as they were before anybody worked on it. */
export interface Pristine {
  readonly commit: string;
  /** Date and subject of the commit. */
  readonly origin: string;
  readonly files: readonly {
    /** Relative to the assignment's folder, with forward slashes. */
    readonly path: string;
    readonly content: string;
  }[];
}

/**
 * The stub files of an exercise: those of the newest commit in which nothing of the exercise was done, so that stubs
 * that the course has improved later are preferred to older ones.
 *
 * @param from - the commit to take instead
 * @throws {@link UserError} when there is no such commit, or no Git
 */
export function findPristine(
  root: string,
  { assignment, exercise }: LocatedExercise,
  from?: string,
): Pristine {
  const git = new Git(root);
  const folder = `assignments/${assignment.name}`;
  const place = `${folder}/${exercise.kind === 'written' ? answerPath(exercise) : 'src'}`;
  const patterns = stubPatterns(exercise);
  let best: { commit: string; lines: number; paths: string[] } | undefined;
  for (const commit of from === undefined ? git.commitsOn(place) : [knownCommit(git, from)]) {
    const counts = git.countLines(commit, patterns, place);
    const lines = [...counts.values()].reduce((sum, count) => sum + count, 0);
    if (lines > (best?.lines ?? 0)) best = { commit, lines, paths: [...counts.keys()] };
  }
  if (best === undefined) {
    const where = from === undefined ? 'no commit has' : `commit ${from} does not have`;
    throw new UserError(`${where} a stub of '${exercise.id}'; nothing was changed`);
  }
  const { commit, paths } = best;
  return {
    commit,
    origin: git.describe(commit),
    files: paths.map((path) => ({ path: path.slice(folder.length + 1), content: git.read(commit, path) })),
  };
}

function knownCommit(git: Git, name: string): string {
  const commit = git.commit(name);
  if (commit === undefined) throw new UserError(`there is no commit '${name}'; git log lists them`);
  return commit;
}

/** What a line of a stub looks like, as POSIX extended regular expressions. */
function stubPatterns(exercise: Exercise): string[] {
  if (exercise.kind === 'written') return [escapePattern(ANSWER_PLACEHOLDER)];
  return [
    escapePattern(`notImplemented('${exercise.id}')`),
    // Numeric answers are constants, without a value at first.
    ...exercise.exports.map(
      (name) => `^export (const|let) ${escapePattern(name)}[^A-Za-z0-9_$].*= undefined;`,
    ),
  ];
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.[\](){}*+?^$|\\]/g, String.raw`\$&`);
}
