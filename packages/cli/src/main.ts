#!/usr/bin/env node
import { runProgram } from './program.ts';
import { endQuietlyWhenNobodyReads } from './terminal/output.ts';

endQuietlyWhenNobodyReads();
process.exitCode = await runProgram(process.argv.slice(2));
