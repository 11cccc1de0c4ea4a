/** Set-up file of the judge: calls go to a submission process. */
import fc from 'fast-check';
import { inject } from 'vitest';
import type { Adapters } from '../adapters.ts';
import { installRunner } from '../suite/runner.ts';
import type { LaunchSpec } from './launcher.ts';
import { RemoteRunner } from './remote-runner.ts';

/** What the judge hands to its test process. */
export interface JudgeSettings {
  readonly spec: LaunchSpec;
  readonly seed: number;
}

declare module 'vitest' {
  interface ProvidedContext {
    judge?: JudgeSettings;
  }
}

const settings = inject('judge');
if (settings === undefined) throw new Error('internal: the judge settings are missing');
const module = (await import(/* @vite-ignore */ settings.spec.settings.adaptersFile)) as {
  adapters: Adapters;
};
const runner = new RemoteRunner(module.adapters, settings.spec, settings.seed);
installRunner(runner);
fc.configureGlobal({ seed: settings.seed });
// However this process ends, what it started ends with it. Vitest ends it with a signal, a terminal with another one.
process.once('exit', () => runner.close());
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
