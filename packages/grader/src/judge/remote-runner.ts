import type { Adapters } from '../adapters.ts';
import type { Runner } from '../suite/runner.ts';
import { checkedResult } from '../suite/checked-result.ts';
import type { LaunchSpec } from './launcher.ts';
import { SubmissionClient } from './submission-client.ts';

/** Calls go to a submission process. The adapters are loaded for the schemas of their results only. */
export class RemoteRunner implements Runner {
  readonly mode = 'graded';
  readonly seed: number;
  readonly client: SubmissionClient;
  readonly #adapters: Adapters;

  constructor(adapters: Adapters, spec: LaunchSpec, seed: number) {
    this.#adapters = adapters;
    this.client = new SubmissionClient(spec);
    this.seed = seed;
  }

  async call(name: string, args: unknown): ReturnType<Runner['call']> {
    return checkedResult(this.#adapters, name, await this.client.call(name, args));
  }

  takeOutput(): Promise<string> {
    return this.client.takeOutput();
  }

  close(): void {
    this.client.close();
  }
}
