/**
 * Practice: the suite against the code in front of you, inside Vitest.
 *
 * @packageDocumentation
 */
export { practice } from './config.ts';
export { forgetProgress, readProgress } from './progress.ts';
export { renderScoreboard, standing } from './scoreboard.ts';

export type { Progress } from './progress.ts';
export type { Standing } from './scoreboard.ts';
