// Runs sleeper.ts as an experiment and ends with its exit code.
import { fileURLToPath } from 'node:url';
import { superviseExperiment } from '../../src/supervise.ts';

process.exitCode = await superviseExperiment({
  experiment: 'sleeper',
  script: fileURLToPath(new URL('./sleeper.ts', import.meta.url)),
  args: process.argv.slice(2),
  resume: 'pnpm experiment sleeper',
});
