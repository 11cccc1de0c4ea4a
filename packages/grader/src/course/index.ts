/**
 * The parts of a course as the `dawnbook` command sees them: where the folders of an assignment are, what its rubric
 * says, which files belong to an exercise. Runs no test and no submission.
 *
 * @packageDocumentation
 */
export { declaringFiles, reachableFiles } from '../self-check/reach.ts';
export { ANSWER_PLACEHOLDER, answerPath, writtenStatus } from '../verdict.ts';
export { assignmentFolders, handoutLink, listAssignments, loadRubric, workspaceRoot } from '../workspace.ts';

export type { ExerciseStatus } from '../verdict.ts';
export type { AssignmentFolders } from '../workspace.ts';
