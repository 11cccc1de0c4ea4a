import { listAssignments } from '@dawnbook/grader/course';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A script in the `experiments` folder of an assignment. */
export interface ExperimentScript {
  readonly name: string;
  /** Such as `assignment-1`. */
  readonly assignment: string;
  readonly script: string;
  /** The first sentence of the comment that the script begins with. */
  readonly summary: string;
  /** Folder of the assignment's solution; absent in a student edition. */
  readonly solutionDir: string;
}

/** The experiments of all assignments. */
export function listExperiments(root: string): ExperimentScript[] {
  return listAssignments(root).flatMap(({ assignmentDir, solutionDir }) => {
    const folder = join(assignmentDir, 'experiments');
    if (!existsSync(folder)) return [];
    return readdirSync(folder)
      .filter((file) => file.endsWith('.ts'))
      .toSorted()
      .map((file) => ({
        name: basename(file, '.ts'),
        assignment: basename(assignmentDir),
        script: join(folder, file),
        summary: summaryOf(readFileSync(join(folder, file), 'utf8')),
        solutionDir,
      }));
  });
}

function summaryOf(source: string): string {
  const comment = /^(?:#!.*\n)?\/\*\*([\s\S]*?)\*\//.exec(source)?.[1] ?? '';
  const text = comment.replaceAll(/\s*\n\s*\*? ?/g, ' ').trim();
  return /^.*?[.?](?=\s|$)/.exec(text)?.[0].replace(/\.$/, '') ?? text;
}
