import { closeSync, ftruncateSync, fstatSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import { hasCode } from './errors.ts';

/** A record of a log: one JSON object on one line. */
export type LogRecord = Readonly<Record<string, unknown>>;

/**
 * An append-only log, one JSON object per line. A record is in the system's hands when `append` returns, so it survives
 * the death of the process. NaN and infinities, which JSON cannot hold, become the strings `"NaN"`, `"Infinity"` and
 * `"-Infinity"`.
 */
export class RunLog {
  readonly #file: number;

  private constructor(file: number) {
    this.#file = file;
  }

  /** Opens a log for appending, or starts one. A last line that a killed process could not finish is cut off. */
  static open(path: string): RunLog {
    const file = openSync(path, 'a+');
    dropTornLine(file);
    return new RunLog(file);
  }

  /** Writes a record at the end, and returns when the system has it. */
  append(record: LogRecord): void {
    const line = Buffer.from(`${JSON.stringify(record, (_, value: unknown) => encodeNumber(value))}\n`);
    for (let written = 0; written < line.length;) written += writeSync(this.#file, line, written);
  }

  /** Closes the file. Nothing can be appended after that. */
  close(): void {
    closeSync(this.#file);
  }
}

/**
 * The records of a log, in order; none if there is no such file. A torn last line is left out.
 *
 * @throws {Error} naming file and line, if any other line is not a JSON object
 */
export function readRunLog(path: string): LogRecord[] {
  const text = readIfThere(path);
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .slice(0, -1);
  return lines.map((line, index) => {
    const record = parseObject(line);
    if (record === undefined)
      throw new Error(`${path}, line ${index + 1}: not a JSON object: ${line.slice(0, 80)}`);
    return record;
  });
}

function encodeNumber(value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Shortens a file to its last complete line, looking for the end of it from behind, block by block. */
function dropTornLine(file: number): void {
  const { size } = fstatSync(file);
  const block = Buffer.alloc(65_536);
  let end = size;
  while (end > 0) {
    const start = Math.max(0, end - block.length);
    const length = readSync(file, block, 0, end - start, start);
    const newline = block.subarray(0, length).lastIndexOf('\n');
    if (newline >= 0) {
      end = start + newline + 1;
      break;
    }
    end = start;
  }
  if (end < size) ftruncateSync(file, end);
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return '';
    throw error;
  }
}

function parseObject(line: string): LogRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
