/**
 * The judge's end of the pipe: calls adapters of a submission process, one at a time, and starts a new process when
 * the old one is gone. Every way in which a process can misbehave becomes a {@link SubmissionFailure}.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Plain } from '../plain-data.ts';
import { encodeFrame, type Frame, type FrameLimits, FrameReader } from '../protocol/frames.ts';
import { type CallHeader, replySchema } from '../protocol/messages.ts';
import { type FailureKind, SubmissionError, SubmissionFailure } from './failures.ts';
import { DEFAULT_LIMITS, launch, type LaunchedProcess, type LaunchSpec } from './launcher.ts';
import { CapturedOutput, printable } from './output.ts';

const REPLY_LIMITS: FrameLimits = { frame: 64 * 2 ** 20, header: 2 ** 20, json: 16 * 2 ** 20 };
const MAX_OUTPUT_BYTES = 64 * 2 ** 10;
const MEMORY_WATCH_MS = 50;
/** Starting takes a second on a slow machine; none of it is the student's, so no call pays for it. */
const START_SECONDS = 60;
/** A process whose pipe has ended is about to exit; its exit code and last words are worth a short wait. */
const EXIT_GRACE_MS = 2_000;
const MAX_LAST_WORDS = 2_000;

interface Session {
  readonly launched: LaunchedProcess;
  readonly reader: FrameReader;
  readonly output: CapturedOutput;
  readonly errors: CapturedOutput;
  readonly exit: Promise<string>;
  /** Settles when the process can take calls. None of the student's code has run before that. */
  readonly ready: Promise<void>;
  /** The frame handler of the call that is waiting, if one is. */
  onFrame: ((frame: Frame) => void) | undefined;
  onFailure: ((failure: SubmissionFailure) => void) | undefined;
  failed: SubmissionFailure | undefined;
}

/** After so many lost processes the tests that are left get none. */
const MAX_LOSSES = 3;
/** What one client may use of the time that is left, so that a slow exercise does not starve the ones after it. */
const SHARE = 1 / 3;

/** What calls of this grading run have used of the total budget. */
let spentMs = 0;

/** Calls a submission for the tests of one file; starts and restarts its process. */
export class SubmissionClient {
  readonly #spec: LaunchSpec;
  readonly #limits: { callSeconds: number; totalSeconds: number; memoryMiB: number };
  /** Of {@link spentMs}: up to there this client may go. */
  readonly #spendableMs: number;
  #session: Session | undefined;
  #queue: Promise<unknown> = Promise.resolve();
  /** How its processes were lost. */
  readonly #losses: SubmissionFailure[] = [];
  /** Everything that the submission's processes printed and nobody took yet. */
  #printed = '';

  constructor(spec: LaunchSpec) {
    this.#spec = spec;
    this.#limits = { ...DEFAULT_LIMITS, ...spec.limits };
    const leftMs = Math.max(0, this.#limits.totalSeconds * 1000 - spentMs);
    this.#spendableMs = spentMs + leftMs * SHARE;
  }

  /** What the submission printed since the last time. */
  async takeOutput(): Promise<string> {
    // Most of what was printed before an answer is in the pipe already; what comes later is there the next time.
    await nextTurn();
    this.#collectOutput();
    const printed = this.#printed;
    this.#printed = '';
    return printed;
  }

  /**
   * Calls an adapter.
   *
   * @throws {@link SubmissionError} when the submission threw
   * @throws {@link SubmissionFailure} when it did not answer
   */
  call(adapter: string, args: unknown): Promise<Plain> {
    const result = this.#queue.then(() => this.#call(adapter, args));
    this.#queue = result.catch(() => undefined); // the caller gets the error; the next call must still run
    return result;
  }

  /** Ends the process. The client can be used again after that. */
  close(): void {
    this.#collectOutput();
    this.#session?.launched.kill();
    this.#session = undefined;
  }

  async #call(adapter: string, args: unknown): Promise<Plain> {
    this.#refuseLostExercise();
    const deadlineMs = Math.min(this.#limits.callSeconds * 1000, this.#spendableMs - spentMs);
    if (deadlineMs <= 0) throw new SubmissionFailure('timeout', this.#lateness(deadlineMs));
    const session = (this.#session ??= this.#start());
    let started: number | undefined;
    try {
      await session.ready;
      started = performance.now();
      return await this.#exchange(session, adapter, args, deadlineMs);
    } catch (error) {
      if (error instanceof SubmissionFailure) {
        this.#losses.push(error);
        this.close();
      }
      throw error;
    } finally {
      if (started !== undefined) spentMs += performance.now() - started;
    }
  }

  /** The exercise is lost already; more of the same would only use the time of the others. */
  #refuseLostExercise(): void {
    const last = this.#losses.at(-1);
    if (last?.kind === 'timeout') {
      throw new SubmissionFailure(
        last.kind,
        'not called: an earlier call of this exercise got no answer in time',
      );
    }
    if (last !== undefined && this.#losses.length >= MAX_LOSSES) {
      throw new SubmissionFailure(
        last.kind,
        `not called: the process of this exercise was lost ${MAX_LOSSES} times`,
      );
    }
  }

  async #exchange(session: Session, adapter: string, args: unknown, deadlineMs: number): Promise<Plain> {
    const header: CallHeader = { type: 'call', id: randomUUID(), adapter };
    const frame = encodeFrame(header, args, `the arguments of ${adapter}`);
    const { promise, resolve, reject } = Promise.withResolvers<Plain>();

    const fail = (kind: FailureKind, message: string): void => reject(new SubmissionFailure(kind, message));
    session.onFailure = reject;
    session.onFrame = ({ header: rawHeader, value }) => {
      session.onFrame = undefined; // one reply for each call
      const parsed = replySchema.safeParse(rawHeader);
      if (!parsed.success || parsed.data.type === 'ready') {
        return fail('protocol-error', 'it sent a frame that is not a reply');
      }
      const reply = parsed.data;
      if (reply.id !== header.id)
        return fail('protocol-error', 'it sent a reply to a call that was never made');
      if (reply.type === 'thrown')
        return reject(
          new SubmissionError({
            ...reply.thrown,
            message: this.#shown(reply.thrown.message),
            stack: this.#shown(reply.thrown.stack),
          }),
        );
      resolve(value);
    };
    const deadline = setTimeout(() => {
      const pending = session.reader.pendingBytes;
      if (pending > 0) fail('protocol-error', `it sent ${pending} bytes of a frame and never the rest`);
      else fail('timeout', this.#lateness(deadlineMs));
    }, deadlineMs);
    const memory = setInterval(() => {
      const usedMiB = residentMiB(session.launched.process.pid);
      if (usedMiB > this.#limits.memoryMiB) {
        fail(
          'out-of-memory',
          `it used ${Math.round(usedMiB)} MiB of memory; ${this.#limits.memoryMiB} are allowed`,
        );
      }
    }, MEMORY_WATCH_MS);

    try {
      if (session.failed !== undefined) throw session.failed;
      (session.launched.process.stdio[3] as Writable).write(frame);
      return await promise;
    } finally {
      clearTimeout(deadline);
      clearInterval(memory);
      session.onFrame = undefined;
      session.onFailure = undefined;
    }
  }

  #lateness(deadlineMs: number): string {
    const { callSeconds, totalSeconds } = this.#limits;
    return deadlineMs < callSeconds * 1000
      ? `the calls of this exercise have used up their part of the ${totalSeconds} s for all calls together`
      : `no answer within ${callSeconds} s`;
  }

  #collectOutput(): void {
    if (this.#session !== undefined)
      this.#printed += this.#session.output.take() + this.#session.errors.take();
  }

  #start(): Session {
    const launched = launch(this.#spec);
    const child = launched.process;
    const ready = Promise.withResolvers<void>();
    const session: Session = {
      launched,
      reader: new FrameReader(REPLY_LIMITS),
      output: new CapturedOutput(MAX_OUTPUT_BYTES),
      errors: new CapturedOutput(MAX_OUTPUT_BYTES),
      exit: new Promise((resolve) => {
        child.once('exit', (code, signal) =>
          resolve(signal === null ? `exit code ${code}` : `signal ${signal}`),
        );
        child.once('error', (error) => resolve(`not started: ${error.message}`));
      }),
      ready: ready.promise,
      // The first frame comes from main.ts, before the student's code, and cannot be anything else.
      onFrame: () => started(ready.resolve),
      onFailure: (failure) => started(() => ready.reject(failure)),
      failed: undefined,
    };
    const started = (settle: () => void): void => {
      clearTimeout(startDeadline);
      session.onFrame = undefined;
      session.onFailure = undefined;
      settle();
    };
    const fail = (failure: SubmissionFailure): void => {
      session.failed ??= failure;
      session.onFailure?.(session.failed);
    };
    const startDeadline = setTimeout(() => {
      fail(new SubmissionFailure('crashed', `the process did not start within ${START_SECONDS} s`));
    }, START_SECONDS * 1000);
    session.output.capture(child.stdout!);
    session.errors.capture(child.stderr!);
    child.stdio[3]!.on('error', () => undefined); // EPIPE: the exit says more
    child.stdio[4]!.on('error', () => undefined);
    (child.stdio[4] as Readable).on('data', (chunk: Buffer) => {
      try {
        for (const frame of session.reader.push(chunk)) {
          if (session.onFrame === undefined) {
            return fail(
              new SubmissionFailure('protocol-error', 'it sent a reply to a call that was never made'),
            );
          }
          session.onFrame(frame);
        }
      } catch (error) {
        fail(new SubmissionFailure('protocol-error', `it sent ${(error as Error).message}`));
      }
    });
    child.once('close', () => void session.exit.then((how) => fail(this.#ended(how, session))));
    void session.exit.then((how) => {
      // A descendant that holds the pipes open would delay 'close' for ever.
      setTimeout(() => fail(this.#ended(how, session)), EXIT_GRACE_MS).unref();
    });
    return session;
  }

  #ended(how: string, session: Session): SubmissionFailure {
    const errors = this.#shown(session.errors.peek());
    if (/heap out of memory|Array buffer allocation failed/.test(errors)) {
      return new SubmissionFailure('out-of-memory', `the process ran out of memory (${how})`);
    }
    if (how === 'signal SIGXCPU') return new SubmissionFailure('timeout', 'the process used up its CPU time');
    const lastWords = errors.trim().split('\n').slice(-12).join('\n').slice(-MAX_LAST_WORDS);
    return new SubmissionFailure(
      'crashed',
      `the process ended (${how})${lastWords === '' ? '' : `:\n${lastWords}`}`,
    );
  }

  /** Paths of this machine become paths of the submission, and controls something that can be shown. */
  #shown(text: string): string {
    const { root } = this.#spec.settings;
    return printable(text)
      .replaceAll(`file://${root}/`, '')
      .replaceAll(`${root}/`, '')
      .replaceAll(/\?fresh=\d+/g, '');
  }
}

/** Resident memory of a process on Linux; 0 where the system does not tell. */
function residentMiB(pid: number | undefined): number {
  if (pid === undefined || process.platform !== 'linux') return 0;
  try {
    const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    return (pages * 4096) / 2 ** 20;
  } catch {
    return 0; // it has just ended
  }
}
