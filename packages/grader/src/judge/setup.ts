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
installRunner(new RemoteRunner(module.adapters, settings.spec, settings.seed));
fc.configureGlobal({ seed: settings.seed });
