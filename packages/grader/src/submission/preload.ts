/** Runs first in every thread of a submission process, before any of the student's code. */
import inspector from 'node:inspector';
import inspectorPromises from 'node:inspector/promises';
import { registerHooks, syncBuiltinESMExports } from 'node:module';
import os from 'node:os';
import workerThreads, { isMainThread, Worker, type WorkerOptions } from 'node:worker_threads';
import { openCoverage } from './coverage.ts';
import { submissionResolver } from './resolve.ts';
import { readSettings } from './settings.ts';

/** Enough for every exercise; a bound, so that a loop that starts threads ends in an error and not in a dead machine. */
const MAX_WORKERS = 8;

const settings = readSettings();
registerHooks({ resolve: submissionResolver(settings) });
if (settings.inspector && isMainThread) openCoverage();

/*
 * Node's permission model says nothing about signals, priorities and threads, and all or nothing about the inspector.
 * What follows closes what a process without an operating-system sandbox leaves open for the judge's own good; it is
 * not a sandbox.
 */
const refuse = (what: string) =>
  function refused(): never {
    throw new Error(`A submission may not ${what}`);
  };

for (const name of ['kill', '_kill', '_debugProcess', '_debugEnd'] as const) {
  Object.defineProperty(process, name, { value: refuse('send signals to processes') });
}
os.setPriority = refuse('change the priority of processes');
for (const module of [inspector, inspectorPromises]) {
  Object.assign(module, {
    Session: refuse('use the inspector'),
    open: refuse('open an inspector port'),
  });
}

// As they were before the student's code could replace them.
const { construct } = Reflect;
let workers = 0;
// Without a prototype: a trap that somebody adds to Object.prototype would be handed the real class.
const traps: ProxyHandler<typeof Worker> = {
  __proto__: null,
  construct(
    target: typeof Worker,
    args: ConstructorParameters<typeof Worker>,
    newTarget: typeof Worker,
  ): Worker {
    if (!settings.workers) refuse('start worker threads in this assignment')();
    if (!isMainThread) refuse('start worker threads from worker threads')();
    if (workers >= MAX_WORKERS) refuse(`run more than ${MAX_WORKERS} worker threads at a time`)();
    const worker = construct(target, [args[0], guardedOptions(args[1])], newTarget);
    workers++;
    worker.once('exit', () => workers--);
    return worker;
  },
} as ProxyHandler<typeof Worker>;

/** With flags or an environment of its own, a thread could run without this file; so it could with inherited ones. */
function guardedOptions({ execArgv: _execArgv, env: _env, ...rest }: WorkerOptions = {}): WorkerOptions {
  return { __proto__: null, ...rest } as WorkerOptions;
}

const GuardedWorker = new Proxy(Worker, traps);
Object.defineProperty(Worker.prototype, 'constructor', { value: GuardedWorker });
workerThreads.Worker = GuardedWorker;
syncBuiltinESMExports();
