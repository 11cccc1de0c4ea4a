/** Set-up file of practice runs: adapters run in the test process, where stack traces and breakpoints work. */
import fc from 'fast-check';
import { inject } from 'vitest';
import type { Adapters } from '../adapters.ts';
import type { LaunchSpec } from '../judge/launcher.ts';
import { RemoteRunner } from '../judge/remote-runner.ts';
import type { Plain } from '../plain-data.ts';
import { decodePlain, encodePlain } from '../protocol/codec.ts';
import { checkedResult } from '../suite/checked-result.ts';
import { installRunner, type Runner } from '../suite/runner.ts';

/** What the configuration hands to the test process. */
export interface PracticeSettings {
  readonly seed: number;
  readonly spec: LaunchSpec;
}

declare module 'vitest' {
  interface ProvidedContext {
    practice?: PracticeSettings;
  }
}

class InProcessRunner implements Runner {
  readonly mode = 'practice';
  readonly seed: number;
  readonly #adapters: Adapters;
  readonly #spec: LaunchSpec;
  #remote: RemoteRunner | undefined;

  constructor(adapters: Adapters, { seed, spec }: PracticeSettings) {
    this.#adapters = adapters;
    this.#spec = spec;
    this.seed = seed;
  }

  async call(name: string, args: unknown): Promise<Plain> {
    const adapter = this.#adapters[name];
    if (adapter === undefined) throw new Error(`internal: there is no adapter '${name}'`);
    if (adapter.ownProcess) {
      this.#remote ??= new RemoteRunner(this.#adapters, this.#spec, this.seed);
      return this.#remote.call(name, args);
    }
    // The same copies as in grading, so that nothing passes here that fails there.
    const call = adapter.call as (args: Plain) => unknown;
    const result = await call(decodePlain(encodePlain(args, `the arguments of ${name}`)));
    return checkedResult(this.#adapters, name, decodePlain(encodePlain(result, `the result of ${name}`)));
  }

  takeOutput(): Promise<string> {
    return this.#remote?.takeOutput() ?? Promise.resolve('');
  }

  close(): void {
    this.#remote?.close();
  }
}

const settings = inject('practice');
if (settings === undefined) throw new Error('internal: the practice settings are missing');
const module = (await import(/* @vite-ignore */ settings.spec.settings.adaptersFile)) as {
  adapters: Adapters;
};
installRunner(new InProcessRunner(module.adapters, settings));
fc.configureGlobal({ seed: settings.seed });
