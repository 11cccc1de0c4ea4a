/** Adapters of the first half of the assignment: from UTF-8 to a trained vocabulary. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adapter, answered, measureWork } from '@dawnbook/grader';
import { z } from 'zod';
import { type Counts, type PatternName, tokenListSchema, mergesSchema } from './plain.ts';
