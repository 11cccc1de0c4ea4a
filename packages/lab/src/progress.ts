/**
 * Progress of long work: a bar on a terminal, plain lines elsewhere.
 *
 * Own code rather than a library: the bars on npm draw from timers, but BPE training and the like hold the thread, so
 * that no timer fires. Here every `update` may draw.
 */
import pc from 'picocolors';
import { formatAmount, formatDuration } from './format.ts';

/** Where progress is shown: `process.stderr`, or anything that can be written to. */
export interface ProgressStream {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  /** Shows text as it is; a line ends with `\n`. */
  write(text: string): unknown;
}

/** How much work a phase is. */
export interface PhaseOptions {
  /** Amount at the end; without it there is neither a bar nor an estimate. */
  readonly total?: number;
  /** What is counted, as `merges`; `bytes` are shown as kB, MB, GB. */
  readonly unit?: string;
}

/** Handle of a running phase. */
export interface Phase {
  /** Says how much is done in all. Cheap: draws at most ten times a second. */
  update(done: number): void;
  /** Says that some more is done. */
  advance(by?: number): void;
}

/** Milliseconds between two drawings of the bar, and between two lines in a pipe. */
const DRAW_EVERY = 100;
const LINE_EVERY = 5000;
const BAR_WIDTH = 24;

interface PhaseState {
  readonly title: string;
  readonly total: number | undefined;
  readonly unit: string;
  readonly started: number;
  done: number;
  drawn: number;
}

/**
 * Shows one phase of work after the other. On a terminal there is one live line with bar, amount, rate and remaining
 * time, and a line that stays for each finished phase; in a pipe, in CI and on a dumb terminal only lines, one when a
 * phase starts, one when it ends, and in between one every five seconds. Colours are left out there, and where
 * `NO_COLOR` is set.
 */
export class Progress {
  readonly #stream: ProgressStream;
  readonly #live: boolean;
  readonly #colors: ReturnType<typeof pc.createColors>;
  #phase: PhaseState | undefined;

  /** @param stream where to write, `process.stderr` if not given */
  constructor(stream: ProgressStream = process.stderr, env: NodeJS.ProcessEnv = process.env) {
    this.#stream = stream;
    this.#live = Boolean(stream.isTTY) && env['TERM'] !== 'dumb' && !env['CI'];
    this.#colors = pc.createColors(this.#live && !env['NO_COLOR']);
  }

  /** Writes a line that stays, above the bar if there is one. */
  note(line: string): void {
    this.#stream.write(this.#live ? `\r\u{1b}[K${line}\n` : `${line}\n`);
    if (this.#live && this.#phase) this.#draw(this.#phase);
  }

  /**
   * Does a piece of work and shows how it goes.
   *
   * @param work does it, and reports through the handle
   * @returns what the work returns
   * @throws {Error} if another phase is running; and whatever the work throws, after saying how far it came
   */
  async phase<Result>(
    title: string,
    options: PhaseOptions,
    work: (phase: Phase) => Result | Promise<Result>,
  ): Promise<Result> {
    if (this.#phase)
      throw new Error(`Phase "${title}" cannot start: "${this.#phase.title}" is still running.`);
    const started = performance.now();
    const { total, unit = '' } = options;
    const state: PhaseState = { title, total, unit, started, done: 0, drawn: started };
    this.#phase = state;
    if (this.#live) this.#draw(state);
    else this.note(`  ${title} …`);
    const every = this.#live ? DRAW_EVERY : LINE_EVERY;
    const timer = setInterval(() => this.#draw(state), every).unref();
    const update = (done: number) => {
      state.done = done;
      if (performance.now() - state.drawn >= every) this.#draw(state);
    };
    try {
      const result = await work({ update, advance: (by = 1) => update(state.done + by) });
      this.#finish(`${this.#colors.green('✓')} ${title}  ${summary(state)}`);
      return result;
    } catch (error) {
      this.#finish(`${this.#colors.red('✗')} ${title}  stopped: ${summary(state)}`);
      throw error;
    } finally {
      clearInterval(timer);
    }
  }

  #finish(line: string): void {
    this.#phase = undefined;
    this.note(line);
  }

  #draw(state: PhaseState): void {
    state.drawn = performance.now();
    const text = `  ${state.title}  `;
    const numbers = details(state);
    if (!this.#live) {
      this.#stream.write(`${text}${numbers}\n`);
      return;
    }
    // One column stays free: a terminal wraps when the last one is written.
    const width = (this.#stream.columns ?? 80) - 1;
    const fraction = fractionOf(state);
    const room = Math.min(BAR_WIDTH, width - text.length - numbers.length - 2);
    const bar = fraction !== undefined && room >= 5 ? renderBar(fraction, room) : '';
    const line = bar
      ? `${text}${this.#colors.cyan(bar)}  ${this.#colors.dim(numbers)}`
      : `${text}${numbers}`.slice(0, width);
    this.#stream.write(`\r\u{1b}[K${line}`);
  }
}

function renderBar(fraction: number, width: number): string {
  const full = Math.round(fraction * width);
  return '━'.repeat(full) + '╌'.repeat(width - full);
}

function fractionOf({ total, done }: PhaseState): number | undefined {
  return total === undefined || total <= 0 ? undefined : Math.min(1, done / total);
}

/** The numbers of a running phase: share, amount, rate, remaining time. */
function details(state: PhaseState): string {
  const { done, total, unit, started } = state;
  const elapsed = performance.now() - started;
  const fraction = fractionOf(state);
  if (done <= 0) return formatDuration(elapsed);
  const soFar = formatAmount(done, total === undefined || unit === 'bytes' ? unit : '');
  const amount = total === undefined ? soFar : `${soFar} of ${formatAmount(total, unit)}`;
  const share = fraction === undefined ? [] : [`${Math.floor(fraction * 100)} %`];
  const remaining =
    fraction === undefined ? [] : [`ETA ${formatDuration((elapsed / fraction) * (1 - fraction))}`];
  return [...share, amount, rate(done, unit, elapsed), ...remaining].join('  ');
}

/** The numbers of a phase that has ended: amount, time, rate. */
function summary({ done, unit, started }: PhaseState): string {
  const elapsed = performance.now() - started;
  if (done <= 0) return formatDuration(elapsed);
  return `${formatAmount(done, unit)} in ${formatDuration(elapsed)} (${rate(done, unit, elapsed)})`;
}

function rate(done: number, unit: string, elapsedMs: number): string {
  return `${formatAmount((done / elapsedMs) * 1000, unit)}/s`;
}
