/**
 * V8's block coverage of this process. The session is opened before any of the student's code runs and stays in here:
 * whoever holds an inspector session can read every variable of the process, those of Node itself included.
 */
import { Session } from 'node:inspector';

/** How often each block of each script ran. */
export interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly { readonly ranges: readonly { readonly count: number }[] }[];
  }[];
}

// As they were before the student's code could replace them.
const { apply } = Reflect;
// oxlint-disable-next-line typescript/unbound-method -- it is called with `apply`
const { post } = Session.prototype;

let session: Session | undefined;

/** Opens the session. Once, when a submission process starts. */
export function openCoverage(): void {
  session = new Session();
  session.connect();
  session.emit = () => false; // notifications would pass through EventEmitter.prototype, which anyone can replace
}

/** Starts to count. Functions that ran before have no block counters. */
export function startCoverage(): void {
  send('Profiler.enable');
  send('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

/** Counts since the last time; this resets them. */
export function takeCoverage(): Coverage {
  return send('Profiler.takePreciseCoverage') as Coverage;
}

export function stopCoverage(): void {
  send('Profiler.stopPreciseCoverage');
  send('Profiler.disable');
}

/** Posting is synchronous for a session on its own thread. */
function send(method: string, params?: object): unknown {
  if (session === undefined) {
    throw new Error('internal: work is counted in a submission process whose rubric allows the inspector');
  }
  if ('toJSON' in Object.prototype) throw new Error('Object.prototype has got a toJSON');
  let answer: unknown;
  const receive = (error: Error | null, result: unknown): void => {
    if (error !== null) throw error;
    answer = result;
  };
  apply(post, session, [method, params, receive]);
  return answer;
}
