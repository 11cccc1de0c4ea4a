/** Writing to the terminal, or to whatever stands in its place. */
import pc from 'picocolors';

/** Writes a line to standard output. */
export function print(text = ''): void {
  process.stdout.write(`${text}\n`);
}

/** Writes a remark to standard error, where it does not get between the lines of a pipe. */
export function remark(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Writes an error message to standard error. */
export function printError(text: string): void {
  remark(`${pc.red('dawnbook:')} ${text}`);
}

/** `1 exercise`, `2 exercises`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** A number of bytes as people read it: `1 GiB`, `64 KiB`, `230 B`. */
export function byteSize(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${Number(size.toFixed(1))} ${units[unit]!}`;
}

/**
 * Lets `dawnbook … | head` end quietly: whoever reads a pipe may stop reading, and that is no error of the writer.
 */
export function endQuietlyWhenNobodyReads(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
}
