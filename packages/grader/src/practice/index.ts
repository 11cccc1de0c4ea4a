/**
 * Practice: the suite against the code in front of you, inside Vitest.
 *
 * @packageDocumentation
 */
export { practice } from './config.ts';
