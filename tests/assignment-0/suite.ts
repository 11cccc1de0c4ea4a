import { defineSuite } from '@dawnbook/grader/suite';
import type { adapters } from './adapters.ts';
import { rubric } from './rubric.ts';

/** Declares the tests of one exercise of this assignment. */
export const exercise = defineSuite<typeof adapters>()(rubric);
