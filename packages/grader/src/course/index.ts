/**
 * The parts of a course as the `dawnbook` command sees them: where the folders of an assignment are, what its rubric
 * says, which files belong to an exercise, how far a student is. Runs no test and no submission, and loads fast.
 *
 * @packageDocumentation
 */
export { forgetProgress, readProgress } from '../practice/progress.ts';
export { renderScoreboard, standing } from '../practice/scoreboard.ts';
export { declaringFiles, reachableFiles } from '../self-check/reach.ts';
export { ANSWER_PLACEHOLDER, answerPath, writtenStatus } from '../verdict.ts';
export { assignmentFolders, handoutLink, listAssignments, loadRubric, workspaceRoot } from '../workspace.ts';

export type { Progress } from '../practice/progress.ts';
export type { Standing } from '../practice/scoreboard.ts';
export type { ExerciseStatus } from '../verdict.ts';
export type { AssignmentFolders } from '../workspace.ts';
