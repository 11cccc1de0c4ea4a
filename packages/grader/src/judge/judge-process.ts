/**
 * The judge: runs the test files of a suite in a trusted process; calls cross to the submission process. A process of
 * its own, so that whoever asked for the grade survives whatever happens in here.
 */
import { fileURLToPath } from 'node:url';
import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { startVitest } from 'vitest/node';
import { testOutcome } from '../suite/collect-outcomes.ts';
import type { JudgeMessage, JudgeRequest } from './judge-messages.ts';

/** A test may use all of the calls' budget; the budget itself is kept by the client. */
const TEST_TIMEOUT_MS = 60 * 60 * 1000;

/** Settles when the message is on its way: what is still queued when a process exits is lost. */
function send(message: JudgeMessage): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  process.send!(message, (error: Error | null) => (error === null ? resolve() : reject(error)));
  return promise;
}

class BridgeReporter implements Reporter {
  readonly #files: readonly string[];
  readonly #stopAtFailure: boolean;
  #failed = false;

  constructor({ files, stopAtFailure }: JudgeRequest) {
    this.#files = files;
    this.#stopAtFailure = stopAtFailure;
  }

  onTestModuleStart(module: TestModule): Promise<void> {
    return send({ type: 'file-started', file: this.#file(module) });
  }

  onTestModuleEnd(module: TestModule): Promise<void> {
    const tests = [...module.children.allTests()].length;
    return send({ type: 'file-ended', file: this.#file(module), tests });
  }

  onTestCaseResult(test: TestCase): Promise<void> {
    const record = test.meta().dawnbook;
    const { state } = test.result();
    if (this.#failed && this.#stopAtFailure && state === 'pending') return Promise.resolve();
    this.#failed ||= state === 'failed';
    const exercise = record?.exercise ?? (test.parent.type === 'suite' ? test.parent.name : '');
    const output = record?.output;
    return send({
      type: 'test',
      exercise,
      outcome: testOutcome(test),
      ...(output === undefined ? {} : { output }),
    });
  }

  #file(module: TestModule): string {
    const id = module.moduleId.replaceAll('\\', '/');
    return this.#files.find((file) => id.endsWith(`/${file}`)) ?? id;
  }
}

async function judge(request: JudgeRequest): Promise<void> {
  const { suiteDir, files, spec, seed, workers, stopAtFailure } = request;
  const here = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
  const vitest: Vitest = await startVitest(
    [],
    {
      root: suiteDir,
      dir: suiteDir,
      config: false,
      include: [...files],
      watch: false,
      pool: 'forks',
      maxWorkers: workers,
      bail: stopAtFailure ? 1 : 0,
      isolate: false,
      setupFiles: [here('./setup.ts')],
      reporters: [new BridgeReporter(request)],
      testTimeout: TEST_TIMEOUT_MS,
      hookTimeout: TEST_TIMEOUT_MS,
      provide: { judge: { spec, seed } },
    },
    {
      envDir: false,
      // The judge loads the adapters for their schemas; it must never load a submission.
      resolve: { alias: [{ find: /^#submission.*$/, replacement: here('./no-submission.ts') }] },
    },
  );
  const modules = vitest.state.getTestModules();
  const errors = [
    ...vitest.state.getUnhandledErrors().map((error) => String((error as Error).stack ?? error)),
    ...modules.flatMap((module) =>
      [module, ...module.children.allSuites()].flatMap((part) =>
        part.errors().map((error) => `${module.moduleId}: ${error.message}`),
      ),
    ),
  ];
  await vitest.close();
  await send({ type: 'done', errors });
}

// Whoever asked is gone: nobody waits for this grade.
process.on('disconnect', () => process.exit(1));
process.once('message', (request: JudgeRequest) => {
  void judge(request)
    .catch((error: unknown) => send({ type: 'done', errors: [String((error as Error).stack ?? error)] }))
    .finally(() => process.exit());
});
