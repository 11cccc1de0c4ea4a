#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Without types, once and not at each start; so what follows is imported after this.
enableCompileCache();
const { runProgram } = await import('./program.ts');
const { endQuietlyWhenNobodyReads } = await import('./terminal/output.ts');

endQuietlyWhenNobodyReads();
process.exitCode = await runProgram(process.argv.slice(2));
