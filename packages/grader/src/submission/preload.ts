/** Runs first in every thread of a submission process, before any of the student's code. */
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import workerThreads from 'node:worker_threads';
import { submissionResolver } from './resolve.ts';
import { readSettings } from './settings.ts';

/** Enough for every exercise; a bound, so that a loop that starts threads ends in an error and not in a dead machine. */
const MAX_WORKERS = 8;

const settings = readSettings();
registerHooks({ resolve: submissionResolver(settings) });

/*
 * Node's permission model says nothing about signals and about threads. These two close what a process without an
 * operating-system sandbox leaves open for the judge's own good; they are not a sandbox.
 */
const refuse = (what: string) => (): never => {
  throw new Error(`A submission may not ${what}`);
};
for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd'] as const) {
  Object.defineProperty(process, name, { value: refuse('send signals to processes'), configurable: false });
}

const RealWorker = workerThreads.Worker;
let workers = 0;
const GuardedWorker = new Proxy(RealWorker, {
  construct(target, [file, options = {}]: ConstructorParameters<typeof RealWorker>, newTarget) {
    if (!settings.workers) refuse('start worker threads in this assignment')();
    if (workers >= MAX_WORKERS) refuse(`run more than ${MAX_WORKERS} worker threads at a time`)();
    // Threads without these would run without this file.
    const { execArgv: _execArgv, env: _env, ...rest } = options;
    const worker = Reflect.construct(target, [file, rest], newTarget) as InstanceType<typeof RealWorker>;
    workers++;
    worker.once('exit', () => workers--);
    return worker;
  },
});
Object.defineProperty(RealWorker.prototype, 'constructor', { value: GuardedWorker });
workerThreads.Worker = GuardedWorker;
syncBuiltinESMExports();
